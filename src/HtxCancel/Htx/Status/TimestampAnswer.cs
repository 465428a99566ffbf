namespace HtxCancel.Htx.Status;

/// <summary>The answer of <c>/api/v1/timestamp</c>; its time is all that it says.</summary>
internal sealed record TimestampAnswer(long? Ts);
