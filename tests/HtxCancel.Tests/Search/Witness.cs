using System.Runtime.CompilerServices;
using HtxCancel.Tests.Runs.Cases;
using HtxSimulator;

namespace HtxCancel.Tests.Search;

/// <summary>Sees what the exchange carries out and answers, on whose behalf, and what reaches whoever asked. Safe to use from any thread.</summary>
internal sealed class Witness(SimulatedExchange exchange, TimeProvider time, Func<SimulatedRequest, AccountCase> accountOf)
{
    private readonly AsyncLocal<int?> _call = new();
    private readonly Lock _lock = new();
    private readonly List<ServedAnswer> _answers = [];
    private readonly ConditionalWeakTable<SimulatedRequest, SimulatedResponse> _originals = [];
    private readonly ConditionalWeakTable<SimulatedRequest, ServedAnswer> _underWay = [];
    private readonly ConditionalWeakTable<SimulatedRequest, object> _disturbed = [];

    /// <summary>What was carried out and answered, in order.</summary>
    public IReadOnlyList<ServedAnswer> Answers => _answers;

    /// <summary>When the last thing that went wrong was over.</summary>
    public DateTimeOffset? LastDisturbance { get; private set; }

    /// <summary>From here on, what is asked is asked on behalf of this call.</summary>
    public void Begin(int call) => _call.Value = call;

    /// <summary>Something was done to an account or its keys.</summary>
    public void Disturbed()
    {
        lock (_lock)
        {
            LastDisturbance = time.GetUtcNow();
        }
    }

    /// <summary>Something went wrong with a call, until its answer is there or given up.</summary>
    public void Disturbed(SimulatedRequest request) => _disturbed.AddOrUpdate(request, request);

    /// <summary>Sees the answer as the exchange gave it.</summary>
    public void SeeOriginal(SimulatedRequest request, SimulatedResponse answer) => _originals.AddOrUpdate(request, answer);

    /// <summary>Sees the answer as it travels.</summary>
    public void See(SimulatedRequest request, SimulatedResponse answer)
    {
        var isWhole = _originals.TryGetValue(request, out var original) && answer with { Delay = original.Delay } == original;
        var list = exchange.ListOf(request);
        var served = new ServedAnswer(
            _call.Value, accountOf(request), time.GetUtcNow(), request, answer, isWhole, list?.Listed, [.. list?.Orders.Select(order => order.OrderId) ?? []]);
        lock (_lock)
        {
            _answers.Add(served);
        }

        _underWay.AddOrUpdate(request, served);
    }

    /// <summary>Sees that an answer has reached its caller, or was given up.</summary>
    public void Settled(SimulatedRequest request, bool isDelivered)
    {
        lock (_lock)
        {
            if (isDelivered && _underWay.TryGetValue(request, out var served))
            {
                served.DeliveredAt = time.GetUtcNow();
            }

            if (_disturbed.TryGetValue(request, out _))
            {
                LastDisturbance = time.GetUtcNow();
            }
        }
    }
}
