namespace HtxCancel.Htx;

/// <summary>Puts what a kill wants done on the wire, and what HTX answers into words of the kill. The only place that knows both.</summary>
/// <param name="client">The account's connection.</param>
/// <param name="transport">The way to HTX's hosts, for what HTX tells everyone.</param>
/// <param name="scope">What may be cancelled: the side is the scope's in every call.</param>
internal sealed class HtxCalls(HtxClient client, HtxTransport transport, CancelScope scope)
{
    /// <summary>Does <paramref name="what"/>, whose place in the rate budget is granted.</summary>
    /// <param name="id">Names it in the answer.</param>
    /// <param name="what">What is wanted.</param>
    /// <param name="late">Takes the answer of the slower one of two hosts that were asked the same.</param>
    /// <param name="ended">Ends the wait.</param>
    public async Task<Said> DoAsync(int id, Do what, Action<Said> late, CancellationToken ended)
    {
        switch (what)
        {
            case Do.ReadMode mode:
                var host = (client.FirstHost + mode.Attempt) % client.Hosts;
                return new Said.ModeAnswered(id, await AssetModeEndpoint.ReadAsync(
                    client, host, ended, answer => late(new Said.ModeAnswered(id, answer, IsLate: true)), isGranted: true).ConfigureAwait(false));
            case Do.ReadContracts:
                return new Said.ContractsListed(id, await ReadContractsAsync(ended).ConfigureAwait(false));
            case Do.ListPage page:
                var (ask, read) = PageOf(page);
                return new Said.PageListed(
                    id, await client.SendAsync(ask, read, ended, answer => late(new Said.PageListed(id, answer, IsLate: true)), isGranted: true).ConfigureAwait(false));
            default:
                var (cancel, readCancel) = CancelOf(what);
                return new Said.CancelAnswered(
                    id,
                    await client.SendAsync(cancel, readCancel, ended, answer => late(new Said.CancelAnswered(id, answer, IsLate: true)), isGranted: true).ConfigureAwait(false));
        }
    }

    private (HtxRequest, Func<HtxReply, HtxResult<CancelAcknowledgement>>) CancelOf(Do what) => what switch
    {
        Do.CancelContract { Api: ApiGeneration.V1, Margin: { } margin } v1 =>
            (V1Calls.CancelAll(margin, v1.ContractCode, scope.Direction, scope.Offset), V1Calls.ReadAcknowledgement),
        Do.CancelOrders { Api: ApiGeneration.V1, Margin: { } margin } v1 => (V1Calls.Cancel(margin, v1.ContractCode, v1.Ids), V1Calls.ReadAcknowledgement),
        Do.CancelContract { Api: ApiGeneration.V5 } v5 => (V5Calls.CancelContract(v5.ContractCode, scope.Direction), V5Calls.ReadPlain),
        Do.CancelOrders { Api: ApiGeneration.V5, AreConditional: true } v5 => (V5Calls.CancelConditional(v5.ContractCode, v5.Ids), V5Calls.ReadConditional),
        Do.CancelOrders { Api: ApiGeneration.V5 } v5 => (V5Calls.CancelPlain(v5.ContractCode, v5.Ids), V5Calls.ReadPlain),
        Do.CancelEverything => (V5Calls.CancelEveryContract(scope.Direction), V5Calls.ReadPlain),
        _ => throw new InvalidOperationException($"Not a cancel: {what}."),
    };

    private static (HtxRequest, Func<HtxReply, HtxResult<ListPage>>) PageOf(Do.ListPage what) => what.List switch
    {
        V1OpenList v1 => (V1Calls.OpenOrders(v1.Margin, v1.ContractCode, what.Page), V1Calls.ReadPage),
        V5OpenList v5 => (V5Calls.OpenOrders(v5.Kind, v5.ContractCode, what.Page), V5Calls.ReadPage),
        _ => throw new InvalidOperationException("A list is of v1 or of v5."),
    };

    // All hosts at once: the first that tells it.
    private async Task<IReadOnlySet<string>?> ReadContractsAsync(CancellationToken ended)
    {
        var asked = Enumerable.Range(0, transport.Hosts.Count).Select(host => ContractListEndpoint.ReadAsync(transport, host, ended));
        await foreach (var answered in Task.WhenEach(asked).ConfigureAwait(false))
        {
            if (await answered.ConfigureAwait(false) is HtxResult<IReadOnlySet<string>>.Ok known)
                return known.Value;
        }

        return null;
    }
}
