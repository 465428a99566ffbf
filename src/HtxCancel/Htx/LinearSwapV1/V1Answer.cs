using System.Text.Json.Serialization.Metadata;

namespace HtxCancel.Htx.LinearSwapV1;

/// <summary>
/// The envelope of every v1 answer: <c>status</c> is <c>ok</c>, <c>error</c> (over HTTP 200, with <c>err_code</c> and
/// <c>err_msg</c>) or <c>maintain</c> (with nothing else). Some calls on this host answer with <c>code</c> and
/// <c>message</c> or <c>msg</c> instead; an error in that form is read too.
/// </summary>
/// <typeparam name="TData">What a good answer holds.</typeparam>
internal sealed record V1Answer<TData>(
    string? Status, int? ErrCode, string? ErrMsg, int? Code, string? Message, string? Msg, TData? Data, long? Ts)
    where TData : class
{
    /// <summary>
    /// What <paramref name="reply"/> says, its data read by <paramref name="readData"/>, which returns null where the data
    /// lacks what it must have.
    /// </summary>
    public static HtxResult<T> Read<T>(
        HtxReply reply,
        JsonTypeInfo<V1Answer<TData>> type,
        Func<TData?, T?> readData)
        where T : class
    {
        if (reply.Status == 404)
            return new HtxResult<T>.Failed(HtxError.NoSuchPath(reply));

        var answer = HtxBody.Read(reply, type, out var problem);
        return answer switch
        {
            null => new HtxResult<T>.NoAnswer(problem),
            { Status: "maintain" } => new HtxResult<T>.Failed(new HtxError(HtxCodeClass.Blocked, null, "HTX is in maintenance")),
            // Whatever the status says: data that comes with an error's number is not to be used.
            { ErrCode: { } code } when code != 0 => Failed(code, answer.ErrMsg),
            { Code: { } code } when code is not (0 or 200) => Failed(code, answer.Message ?? answer.Msg),
            { Status: "ok", Data: var data } when reply.Status == 200 && readData(data) is { } value => new HtxResult<T>.Ok(value),
            _ => new HtxResult<T>.NoAnswer($"HTTP {reply.Status} with an answer that lacks what it must have"),
        };

        HtxResult<T>.Failed Failed(int code, string? message) =>
            new(new HtxError(HtxCode.Classify(code), code, reply.Clean(message), AnsweredAt: HtxTime.FromMilliseconds(answer!.Ts)) { Host = reply.Host });
    }
}
