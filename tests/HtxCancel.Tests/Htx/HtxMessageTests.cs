using HtxCancel.Tests.Drivers;

namespace HtxCancel.Tests.Htx;

public sealed class HtxMessageTests
{
    private static readonly ApiKeyPair Keys = new(Canary.AccessKey, Canary.SecretKey);

    [Theory]
    [InlineData("refused https://api.hbdm.com/x?AccessKeyId=canary-access-5f2c9d1e&Signature=AsS%2Fc4Gl0pa4CFGEhUdml%2Fv5ahxC%2BBbQAhZIju12tEY%3D now")]
    [InlineData("bad signature AsS/c4Gl0pa4CFGEhUdml/v5ahxC+BbQAhZIju12tEY= for CANARY-ACCESS-5F2C9D1E")]
    [InlineData("secret canary-secret-8a7b6c5d")]
    public void Keys_and_signatures_are_taken_out(string message)
    {
        var clean = HtxMessage.Clean(message, Keys)!;

        Assert.Null(Canary.Find(clean));
        Assert.DoesNotContain("AsS", clean, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rest_stays() =>
        Assert.Equal("Incorrect IP address [1.2.3.4]:5.6.7.8", HtxMessage.Clean("Incorrect IP address [1.2.3.4]:5.6.7.8", Keys));

    [Theory]
    [InlineData("refused https://api.hbdm.com/x?AccessKeyId=canary-access-5f2c9d1e&Signature=AsS%2Fc4 now", "refused https://api.hbdm.com/x?…&… now")]
    [InlineData("bad signature AsS/c4Gl0pa4CFGEhUdml/v5ahxC+BbQAhZIju12tEY= for CANARY-ACCESS-5F2C9D1E", "bad signature … for …")]
    [InlineData("secret canary-secret-8a7b6c5d", "secret …")]
    [InlineData("", "")]
    [InlineData(null, null)]
    public void Dots_stand_for_what_was_taken_out(string? message, string? expected) => Assert.Equal(expected, HtxMessage.Clean(message, Keys));

    [Fact]
    public void Where_no_keys_signed_the_rest_is_taken_out_all_the_same() =>
        Assert.Equal("… is wrong", HtxMessage.Clean("Signature=AsS%2Fc4 is wrong", keys: null));

    [Theory]
    [InlineData(2000, "… is wrong")]
    [InlineData(2001, "")]
    public void Up_to_2000_characters_are_read_to_their_end(int length, string expected) =>
        Assert.Equal(expected, HtxMessage.Clean("Signature=" + new string('x', length - 19) + " is wrong", Keys));

    [Fact]
    public void A_key_that_the_bound_cuts_in_two_is_not_shown()
    {
        // All that stands before it is taken out, so that what the bound leaves of the key would come first.
        var clean = HtxMessage.Clean("Signature=" + new string('x', 1972) + " canary-access-5f2c9d1e", Keys)!;

        Assert.DoesNotContain("canary", clean, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_message_is_cut_and_control_characters_go()
    {
        var clean = HtxMessage.Clean("a\r\nb" + new string('x', 1000), Keys)!;

        Assert.Equal(200, clean.Length);
        Assert.StartsWith("a  b", clean, StringComparison.Ordinal);
    }
}
