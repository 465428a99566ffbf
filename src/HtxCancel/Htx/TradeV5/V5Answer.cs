using System.Text.Json.Serialization.Metadata;

namespace HtxCancel.Htx.TradeV5;

/// <summary>
/// The envelope of every v5 answer. <c>code</c> is 200 when it is good and comes as a number or a string, the text as
/// <c>message</c> or <c>msg</c>. An error in v1's form (<c>status</c>, <c>err_code</c>, <c>err_msg</c>) is read too.
/// </summary>
/// <typeparam name="TData">What a good answer holds.</typeparam>
internal sealed record V5Answer<TData>(
    int? Code, string? Status, int? ErrCode, string? ErrMsg, string? Message, string? Msg, TData? Data, long? Ts)
    where TData : class
{
    /// <summary>
    /// What <paramref name="reply"/> says, its data read by <paramref name="readData"/>, which returns null where the data
    /// lacks what it must have.
    /// </summary>
    public static HtxResult<T> Read<T>(
        HtxReply reply,
        JsonTypeInfo<V5Answer<TData>> type,
        Func<TData?, HtxResult<T>.Ok?> readData)
    {
        if (reply.Status == 404)
            return new HtxResult<T>.Failed(HtxError.NoSuchPath(reply));

        var answer = HtxBody.Read(reply, type, out var problem);
        return answer switch
        {
            null => new HtxResult<T>.NoAnswer(problem),
            { Status: "maintain" } => new HtxResult<T>.Failed(new HtxError(HtxCodeClass.Blocked, null, "HTX is in maintenance")),
            // Whatever the code says: data that comes with an error's number is not to be used.
            { ErrCode: { } code } when code != 0 => Failed(code, answer.ErrMsg),
            { Code: { } code } when code != 200 => Failed(code, null),
            { Code: 200, Status: null or "ok" } when reply.Status == 200 && readData(answer.Data) is { } ok => ok,
            _ => new HtxResult<T>.NoAnswer($"HTTP {reply.Status} with an answer that lacks what it must have"),
        };

        HtxResult<T>.Failed Failed(int code, string? message)
        {
            var words = reply.Clean(message ?? answer!.Message ?? answer!.Msg);
            return new(new HtxError(HtxCode.Classify(code), code, words, AnsweredAt: HtxTime.FromMilliseconds(answer!.Ts)) { Host = reply.Host });
        }
    }
}
