namespace HtxCancel.Htx;

/// <summary>Puts what a kill wants done on the wire, and what HTX answers into words of the kill. The only place that knows both. The
/// side is the scope's in every call.</summary>
internal sealed class HtxCalls(HtxClient client, HtxTransport transport, CancelScope scope)
{
    /// <summary>Does <paramref name="what"/>, whose place in the rate budget is granted; <paramref name="id"/> names it in the answer.
    /// <paramref name="late"/> takes the answer of the slower one of two hosts that were asked the same.</summary>
    public async Task<Said> DoAsync(int id, Do what, Action<Said> late, CancellationToken ended)
    {
        switch (what)
        {
            case Do.ReadMode mode:
                var ask = V5Calls.AssetMode with { Host = (client.FirstHost + mode.Attempt) % client.Hosts };
                return new Said.ModeAnswered(id, await client.SendAsync(
                    ask, V5Calls.ReadAssetMode, ended, answer => late(new Said.ModeAnswered(id, answer, IsLate: true)), isGranted: true).ConfigureAwait(false));
            case Do.ReadContracts:
                return new Said.ContractsListed(id, await ReadContractsAsync(ended).ConfigureAwait(false));
            case Do.ListPage page:
                var (list, readPage) = PageOf(page);
                return new Said.PageListed(id, await client.SendAsync(
                    list, readPage, ended, answer => late(new Said.PageListed(id, answer, IsLate: true)), isGranted: true).ConfigureAwait(false));
            default:
                var (cancel, read) = CancelOf(what);
                return new Said.CancelAnswered(id, await client.SendAsync(
                    cancel, read, ended, answer => late(new Said.CancelAnswered(id, answer, IsLate: true)), isGranted: true).ConfigureAwait(false));
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

    // All hosts at once: the first that says it.
    private async Task<IReadOnlySet<string>?> ReadContractsAsync(CancellationToken ended)
    {
        var asked = Enumerable.Range(0, transport.Hosts.Count).Select(host => PublicCalls.ReadContractsAsync(transport, host, ended));
        await foreach (var answered in Task.WhenEach(asked).ConfigureAwait(false))
        {
            if (await answered.ConfigureAwait(false) is HtxResult<IReadOnlySet<string>>.Ok known)
                return known.Value;
        }

        return null;
    }
}
