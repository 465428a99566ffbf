using HtxCancel.ApiKeys;
using HtxCancel.Htx;
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
