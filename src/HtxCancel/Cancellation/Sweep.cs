using HtxCancel.Htx;
using HtxCancel.Settings;

namespace HtxCancel.Cancellation;

/// <summary>
/// Some contracts of one account, or every one, through one API generation: cancel, look, cancel what is left. Takes part
/// while the generation is in use, until its unit is concluded or the deadline comes.
/// </summary>
internal sealed class Sweep
{
    /// <summary>
    /// Where orders go by their ids, the first list is read so far only: 1,400 orders are 140 cancels of ten, which take
    /// two of the rate limit's windows. What else rests is listed while they wait.
    /// </summary>
    private const int PagesBeforeIds = 14;

    private readonly CancelScope _scope;
    private readonly bool _dryRun;
    private readonly IOrderBook _book;
    private readonly AccountContext _account;
    private readonly RunDeadline _deadline;
    private readonly CancelSettings _settings;
    private readonly TimeProvider _time;
    private readonly string? _onlyContract;
    private readonly CancelWay _way;
    private readonly ContractProgress? _rest;
    private readonly SortedDictionary<string, ContractProgress> _contracts = new(StringComparer.Ordinal);
    private readonly Dictionary<OrderKey, ContractProgress> _owners = [];
    private readonly Lock _gate;
    private bool _everyContractAtOnce = true;

    /// <param name="generation">The generation.</param>
    /// <param name="book">The account's orders through it.</param>
    /// <param name="scope">What may be cancelled, on these contracts.</param>
    /// <param name="dryRun">Nothing is.</param>
    /// <param name="account">What is shared with the account's other work.</param>
    /// <param name="deadline">What a blocked answer extends.</param>
    /// <param name="gate">Held while what is known changes: another sweep of the unit may read it.</param>
    /// <param name="settings">What proves it.</param>
    /// <param name="time">The clock.</param>
    public Sweep(
        ApiGeneration generation,
        IOrderBook book,
        CancelScope scope,
        bool dryRun,
        AccountContext account,
        RunDeadline deadline,
        Lock gate,
        CancelSettings settings,
        TimeProvider time)
    {
        _gate = gate;
        Generation = generation;
        _book = book;
        _scope = scope;
        _dryRun = dryRun;
        _account = account;
        _deadline = deadline;
        _settings = settings;
        _time = time;
        _onlyContract = scope is { HasEveryContract: false, ContractCodes: [var code] } ? code : null;
        if (scope.HasEveryContract)
        {
            _way = CancelWay.Listed;
            _rest = Begin(CancelScope.EveryContract, book.CancelsEveryContract(scope) ? CancelWay.ListedFirst : CancelWay.Listed);
        }
        else
        {
            _way = !book.CancelsUnseen(scope) ? CancelWay.Listed : _onlyContract is null ? CancelWay.ListedFirst : CancelWay.UnseenFirst;
            foreach (var contract in scope.ContractCodes)
            {
                _contracts.Add(contract, Begin(contract, _way));
            }
        }
    }

    public ApiGeneration Generation { get; }

    /// <summary>It has sent something.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>The account's latest whole look; null when there was none.</summary>
    public Look? LatestWhole { get; private set; }

    /// <summary>The contracts that are named, or were met.</summary>
    public IEnumerable<ContractProgress> Contracts => _rest is null ? _contracts.Values : _contracts.Values.Append(_rest);

    /// <summary>The latest look.</summary>
    public Look? LatestLook { get; private set; }

    /// <summary>How far <paramref name="contractCode"/> has come; where it was never met, what no contract is known of.</summary>
    public ContractProgress this[string contractCode] => _contracts.GetValueOrDefault(contractCode) ?? _rest!;

    /// <summary>HTX moved the account: only looks that are begun from <paramref name="movedAt"/> on count.</summary>
    public void RestartProof(long movedAt)
    {
        foreach (var contract in Contracts)
        {
            contract.LastPass.Restart(movedAt);
        }
    }

    /// <summary>Works until <paramref name="isConcluded"/> says, after a look, that the unit has come to its end.</summary>
    /// <param name="isConcluded">Asked after each look.</param>
    /// <param name="ended">The deadline, or the end that another sweep brought.</param>
    /// <exception cref="OperationCanceledException"><paramref name="ended"/> came in a pause.</exception>
    public async Task RunAsync(Func<Task<bool>> isConcluded, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            var changed = _account.Mode.Changed;
            if (!_account.Mode.Uses(Generation))
            {
                await Task.WhenAny(changed, Task.Delay(Timeout.InfiniteTimeSpan, _time, ended)).ConfigureAwait(false);
                continue;
            }

            var due = HasBegun ? Due(out var pause) : First(out pause);
            HasBegun = true;
            if (pause > TimeSpan.Zero)
            {
                // Timers count whole milliseconds, and a look that comes a hair too early does not count.
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(pause.TotalMilliseconds)), _time, ended).ConfigureAwait(false);
            }

            if (due.Count > 0)
            {
                await CancelAsync(due, ended).ConfigureAwait(false);
            }

            if (ended.IsCancellationRequested || !_account.Mode.Uses(Generation))
            {
                continue;
            }

            await LookAsync(ended).ConfigureAwait(false);
            if (await isConcluded().ConfigureAwait(false))
            {
                return;
            }
        }
    }

    private ContractProgress Begin(string contractCode, CancelWay way) => new(
        contractCode, _dryRun ? CancelWay.Listed : way, new LastPass(_settings.Looks, _settings.LookInterval, _time), _time);

    private List<ContractProgress> First(out TimeSpan pause)
    {
        pause = TimeSpan.Zero;
        return _way == CancelWay.UnseenFirst && !_dryRun ? [.. Contracts] : [];
    }

    // What is to be cancelled next, and how long to wait until then; nothing when it is a look that comes first.
    private List<ContractProgress> Due(out TimeSpan pause)
    {
        lock (_gate)
        {
            var next = Contracts.Select(contract => (Contract: contract, At: contract.Next(_dryRun))).ToList();
            var first = next.SelectMany(entry => new[] { entry.At.Cancel, entry.At.Look }).OfType<TimeSpan>()
                .DefaultIfEmpty(LatestLook is null ? TimeSpan.Zero : _settings.LookInterval).Min();
            pause = first;
            return [.. next.Where(entry => entry.At.Cancel <= first).Select(entry => entry.Contract)];
        }
    }

    private async Task CancelAsync(List<ContractProgress> due, CancellationToken ended)
    {
        lock (_gate)
        {
            due.ForEach(contract => contract.BeginRound());

            // What no contract is known of is proven by looks that began after the last cancel, whatever it was of.
            _rest?.LastPass.Restart();
        }

        var plain = due.Where(contract => contract == _rest || contract.Listed?.Any(order => order.OrderType == OrderType.Plain) == true).ToList();
        var atOnce = _book.CancelsEveryContract(_scope) && (due.Contains(_rest!) || (_everyContractAtOnce && plain.Count > 1));
        var everything = atOnce ? CancelEveryContractAsync(ended) : null;
        var single = due.ToDictionary(contract => contract, contract => CancelAsync(contract, withoutPlain: atOnce, ended));
        await Task.WhenAll([.. single.Values, everything ?? Task.CompletedTask]).ConfigureAwait(false);

        var ofEvery = everything is null ? null : await everything.ConfigureAwait(false);
        foreach (var contract in due)
        {
            List<HtxResult<CancelAcknowledgement>> results = [.. await single[contract].ConfigureAwait(false)];
            if (ofEvery is not null && plain.Contains(contract))
            {
                results.Add(ofEvery is HtxResult<CancelAcknowledgement>.Ok ok ? new HtxResult<CancelAcknowledgement>.Ok(ShareOf(contract, ok.Value, OwnerOf)) : ofEvery);
            }

            lock (_gate)
            {
                contract.EndRound(results, isCutOff: ended.IsCancellationRequested);
            }

            ExtendIfBlocked(contract);
        }

        if (ofEvery is HtxResult<CancelAcknowledgement>.Ok all)
        {
            lock (_gate)
            {
                foreach (var contract in Contracts.Except(plain))
                {
                    contract.Ledger.Record(ShareOf(contract, all.Value, OwnerOf));
                }
            }
        }
    }

    private async Task<IReadOnlyList<HtxResult<CancelAcknowledgement>>> CancelAsync(ContractProgress contract, bool withoutPlain, CancellationToken ended)
    {
        var listed = contract.Listed;
        if (contract == _rest || (listed is null && withoutPlain))
        {
            return [];
        }

        if (withoutPlain)
        {
            listed = [.. listed!.Where(order => order.OrderType != OrderType.Plain)];
        }

        var results = await _book.CancelAsync(_scope, contract.ContractCode, listed, contract.GoesById, late => TakeLate(late, _ => contract), ended).ConfigureAwait(false);
        NoteAcknowledged(results);
        return results;
    }

    private async Task<HtxResult<CancelAcknowledgement>> CancelEveryContractAsync(CancellationToken ended)
    {
        var result = await _book.CancelEveryContractAsync(_scope, late => TakeLate(late, OwnerOf), ended).ConfigureAwait(false);
        NoteAcknowledged([result]);

        // When it does not work, rounds go contract by contract, until what no contract is known of is due again.
        _everyContractAtOnce = result is HtxResult<CancelAcknowledgement>.Ok || !_everyContractAtOnce;
        return result;
    }

    private void TakeLate(HtxResult<CancelAcknowledgement> late, Func<string, ContractProgress> ownerOf)
    {
        if (late is not HtxResult<CancelAcknowledgement>.Ok { Value: var acknowledgement })
        {
            return;
        }

        lock (_gate)
        {
            foreach (var contract in acknowledgement.Accepted.Concat(acknowledgement.Errors.Select(error => error.OrderId)).Select(ownerOf).Distinct().ToList())
            {
                contract.RecordLate(ShareOf(contract, acknowledgement, ownerOf));
            }
        }
    }

    // What an answer says of the orders of one contract.
    private static CancelAcknowledgement ShareOf(ContractProgress contract, CancelAcknowledgement all, Func<string, ContractProgress> ownerOf) => all with
    {
        Accepted = [.. all.Accepted.Where(id => ownerOf(id) == contract)],
        Errors = [.. all.Errors.Where(error => ownerOf(error.OrderId) == contract)],
    };

    // Of a call for every contract; what no list has shown yet is of the rest.
    private ContractProgress OwnerOf(string orderId) => _owners.GetValueOrDefault(new OrderKey(orderId, IsConditional: false), _rest!);

    private void NoteAcknowledged(IEnumerable<HtxResult<CancelAcknowledgement>> results)
    {
        if (results.Any(result => result is HtxResult<CancelAcknowledgement>.Ok))
        {
            _account.Milestones.Acknowledged();
        }
    }

    private async Task LookAsync(CancellationToken ended)
    {
        var look = await ReadAsync(ended).ConfigureAwait(false);
        lock (_gate)
        {
            Take(look, isCutOff: ended.IsCancellationRequested);
        }

        foreach (var contract in Contracts)
        {
            ExtendIfBlocked(contract);
        }
    }

    private void Take(Look look, bool isCutOff)
    {
        foreach (var orders in look.Named.GroupBy(order => order.ContractCode!))
        {
            var contract = _contracts.GetValueOrDefault(orders.Key) ?? Meet(orders.Key);
            foreach (var order in orders)
            {
                _owners[order.Key] = contract;
                _rest?.Ledger.MoveTo(contract.Ledger, order.Key);
            }
        }

        var (inScope, shownBefore) = (look.InScope.ToLookup(order => order.ContractCode), look.ShownBefore.ToLookup(order => order.ContractCode));
        foreach (var contract in Contracts)
        {
            var code = contract.ContractCode;
            contract.Record(look with { InScope = [.. inScope[code]], ShownBefore = [.. shownBefore[code]] }, isCutOff);
            if (look.Problem is { Class: HtxCodeClass.Fatal } problem && contract is { Rounds: 0, Listed: null, CancelsUnseen: false })
            {
                contract.Refuse(problem.Detail);
            }
        }

        if (isCutOff && look.Problem is not null)
        {
            // Cut off by the end: what was known before stands.
            LatestLook ??= look;
            return;
        }

        LatestLook = look;
        LatestWhole = look.Problem is null ? look : LatestWhole;
    }

    private void ExtendIfBlocked(ContractProgress contract)
    {
        if (contract.IsBlocked)
        {
            _deadline.ExtendWhileBlocked();
        }
    }

    // An order on a contract that earlier looks did not show came later.
    private ContractProgress Meet(string contractCode)
    {
        var contract = Begin(contractCode, CancelWay.Listed);
        if (LatestWhole is { } before)
        {
            contract.Ledger.Record(before with { InScope = [], ShownBefore = [] });
        }

        _contracts.Add(contractCode, contract);
        return contract;
    }

    // The first list may not take long: what of it is there by then can be cancelled, or all in scope without it.
    private async Task<Look> ReadAsync(CancellationToken ended)
    {
        if (LatestLook is not null || _dryRun || _way == CancelWay.UnseenFirst)
        {
            return await _book.LookAsync(_scope, _onlyContract, int.MaxValue, ended).ConfigureAwait(false);
        }

        using var patience = new CancellationTokenSource(ContractProgress.ListPatience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ended);
        var pages = _book.CancelsUnseen(_scope) ? int.MaxValue : PagesBeforeIds;
        return await _book.LookAsync(_scope, _onlyContract, pages, either.Token).ConfigureAwait(false);
    }
}
