namespace HtxCancel.Htx;

/// <summary>One row of an account's open orders: a signed read that shows whether HTX takes the keys, and through which API.</summary>
internal static class OpenOrdersProbe
{
    /// <summary>Reads it through <paramref name="generation"/>. Throws nothing.</summary>
    /// <returns>What HTX answered; the value of a good answer is that there was one.</returns>
    public static Task<HtxResult<bool>> ReadAsync(HtxClient client, ApiGeneration generation, CancellationToken cancellationToken) => generation switch
    {
        ApiGeneration.V1 => client.SendAsync(V1Calls.OpenOrders(MarginMode.Isolated, null, null, size: 1), reply => Accepted(V1Calls.ReadPage(reply)), cancellationToken),
        ApiGeneration.V5 => client.SendAsync(V5Calls.OpenOrders(V5ListKind.PlainUnfiltered, null, null, limit: 1), reply => Accepted(V5Calls.ReadPage(reply)), cancellationToken),
    };

    private static HtxResult<bool> Accepted<T>(HtxResult<T> result) => result switch
    {
        HtxResult<T>.Ok => new HtxResult<bool>.Ok(true),
        HtxResult<T>.Failed failed => new HtxResult<bool>.Failed(failed.Error),
        HtxResult<T>.NoAnswer lost => new HtxResult<bool>.NoAnswer(lost.Detail),
        _ => throw new InvalidOperationException("A request is answered, refused or lost."),
    };
}
