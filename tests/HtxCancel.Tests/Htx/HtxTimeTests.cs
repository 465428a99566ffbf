namespace HtxCancel.Tests.Htx;

public sealed class HtxTimeTests
{
    private const long Latest = 253_402_300_799_999;

    [Theory]
    [InlineData(1L)]
    [InlineData(1_767_323_045_000L)]
    [InlineData(Latest)]
    public void Milliseconds_since_1970_are_a_time(long ts) => Assert.Equal(DateTimeOffset.UnixEpoch.AddMilliseconds(ts), HtxTime.FromMilliseconds(ts));

    [Theory]
    [InlineData(null)]
    [InlineData(0L)]
    [InlineData(-1L)]
    [InlineData(Latest + 1)]
    [InlineData(long.MaxValue)]
    public void What_is_no_date_is_no_time(long? ts) => Assert.Null(HtxTime.FromMilliseconds(ts));
}
