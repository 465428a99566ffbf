namespace HtxCancel.Htx.TradeV5;

/// <summary>The envelope of every v5 answer. <c>code</c> comes as a number or a string, the text as <c>message</c> or <c>msg</c>.</summary>
/// <typeparam name="TData">What a good answer holds.</typeparam>
internal sealed record V5Answer<TData>(int? Code, string? Status, string? Message, string? Msg, TData? Data, long? Ts)
    where TData : class;
