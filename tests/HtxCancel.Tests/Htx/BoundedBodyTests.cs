using HtxCancel.Tests.Drivers;

namespace HtxCancel.Tests.Htx;

public sealed class BoundedBodyTests
{
    private const int Maximum = 5000;

    public static TheoryData<int, int?, int> Bodies()
    {
        var rows = new TheoryData<int, int?, int>();
        foreach (var length in new[] { 0, 1, 1023, 1024, 1025, 2048, 2049, 4999, Maximum })
        {
            foreach (var announced in new int?[] { null, 0, 10, length, length + 1, int.MaxValue, -1 }.Distinct())
            {
                rows.Add(length, announced, int.MaxValue);
                rows.Add(length, announced, 700);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_up_to_the_maximum_is_read_whole_whatever_was_announced_and_however_it_comes(int length, int? announced, int atOnce)
    {
        var content = Content(length);
        using var stream = new WatchedStream(content, atOnce);

        var body = await BoundedBody.ReadAsync(stream, Maximum, announced, CancellationToken.None);

        Assert.Equal(content, body!.Value.ToArray());
    }

    [Theory]
    [InlineData(Maximum + 1, null)]
    [InlineData(Maximum + 1, 1)]
    [InlineData(Maximum + 1, Maximum + 1)]
    [InlineData(3 * Maximum, null)]
    public async Task One_byte_more_than_the_maximum_is_too_much(int length, int? announced)
    {
        using var stream = new WatchedStream(Content(length));

        Assert.Null(await BoundedBody.ReadAsync(stream, Maximum, announced, CancellationToken.None));
    }

    [Theory]
    [InlineData(null, 1024)]
    [InlineData(-1L, 1)]
    [InlineData(0L, 1)]
    [InlineData(300L, 301)]
    [InlineData(long.MaxValue / 2, 64 * 1024)]
    public async Task Room_is_made_for_what_is_announced_within_reason(long? announced, int expected)
    {
        using var stream = new WatchedStream(Content(1));

        await BoundedBody.ReadAsync(stream, int.MaxValue, announced, CancellationToken.None);

        Assert.Equal(expected, stream.AskedFor[0]);
    }

    [Fact]
    public async Task Room_doubles_and_never_exceeds_what_shows_that_a_body_is_too_long()
    {
        using var stream = new WatchedStream(Content(Maximum));

        await BoundedBody.ReadAsync(stream, Maximum, announcedBytes: null, CancellationToken.None);

        Assert.Equal([1024, 1024, 2048, Maximum + 1 - 4096, 1], stream.AskedFor);
    }

    private static byte[] Content(int length) => [.. Enumerable.Range(0, length).Select(index => (byte)(index * 7))];
}
