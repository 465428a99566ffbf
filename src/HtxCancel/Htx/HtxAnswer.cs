namespace HtxCancel.Htx;

/// <summary>The envelope of HTX's answers. A v1 answer has <c>status</c>: <c>ok</c>, <c>error</c> (over HTTP 200, with <c>err_code</c>
/// and <c>err_msg</c>) or <c>maintain</c> (with nothing else). A v5 answer has <c>code</c>, 200 when it is good, and <c>message</c> or
/// <c>msg</c>. An error in the other one's form is read of both.</summary>
/// <typeparam name="TData">What a good answer holds.</typeparam>
internal sealed record HtxAnswer<TData>(
    string? Status, int? ErrCode, string? ErrMsg, int? Code, string? Message, string? Msg, TData? Data, long? Ts)
    where TData : class
{
    /// <summary>What <paramref name="reply"/> of this API says; <paramref name="readData"/> returns null where the data lacks what it
    /// must have. Data that comes with an error's number is not used, whatever the rest says.</summary>
    public static HtxResult<T> Read<T>(
        ApiGeneration api, HtxReply reply, JsonTypeInfo<HtxAnswer<TData>> type, Func<TData?, HtxResult<T>.Ok?> readData)
    {
        if (reply.Status == 404)
            return new HtxResult<T>.Failed(HtxError.NoSuchPath(reply));

        if (reply.Read(type, out var problem) is not { } answer)
            return new HtxResult<T>.NoAnswer(problem);

        if (answer.Status == "maintain")
            return new HtxResult<T>.Failed(new HtxError(HtxCodeClass.Blocked, null, "HTX is in maintenance"));

        if (answer.ErrorOf(api) is var (code, words))
            return new HtxResult<T>.Failed(HtxError.Of(code, words, reply) with { AnsweredAt = HtxTime.FromMilliseconds(answer.Ts) });

        HtxResult<T>? good = reply.Status == 200 && answer.IsGood(api) ? readData(answer.Data) : null;
        return good ?? new HtxResult<T>.NoAnswer($"HTTP {reply.Status} with an answer that lacks what it must have");
    }

    private (int Code, string? Words)? ErrorOf(ApiGeneration api) => (api, ErrCode, Code) switch
    {
        (_, { } code and not 0, _) => (code, ErrMsg ?? Message ?? Msg),
        (_, _, null or 200) or (ApiGeneration.V1, _, 0) => null,
        (_, _, { } code) => (code, Message ?? Msg),
    };

    private bool IsGood(ApiGeneration api) => api switch
    {
        ApiGeneration.V1 => Status == "ok",
        ApiGeneration.V5 => Code == 200 && Status is null or "ok",
    };
}
