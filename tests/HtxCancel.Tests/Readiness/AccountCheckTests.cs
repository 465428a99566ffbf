using HtxCancel.Readiness;

namespace HtxCancel.Tests.Readiness;

public sealed class AccountCheckTests
{
    [Theory]
    [InlineData(403, "put the right pair into the secret")]
    [InlineData(12001, "put the right pair into the secret")]
    [InlineData(1205, "give the key the permissions")]
    [InlineData(1032, "look at what else uses the account's rate limit")]
    [InlineData(1056, "a kill would end blocked")]
    [InlineData(1431, "a kill would end blocked")]
    [InlineData(6002, "v1 API does not serve this account")]
    [InlineData(1051, "no table of it explains")]
    [InlineData(99999, "no table of it explains")]
    public void Each_kind_of_answer_says_what_to_do(int code, string says)
    {
        var problem = AccountCheck.ProblemOf(
            new HtxError(HtxCode.Classify(code), code, "words of HTX"), "htx-main", AssetMode.SingleAsset);

        Assert.Contains(says, problem, StringComparison.Ordinal);
        Assert.Contains($"HTX {code}: words of HTX", problem, StringComparison.Ordinal);
    }
}
