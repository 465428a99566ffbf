using HtxSimulator;

namespace HtxCancel.Tests.Search;

/// <summary>One call to the service, and what came of it.</summary>
/// <param name="Number">Its number, from 0; several calls may be answered by one run.</param>
/// <param name="Command">What it asked.</param>
/// <param name="At">When it came, UTC.</param>
internal sealed record ServiceCall(int Number, CancelCommand Command, DateTimeOffset At)
{
    public DateTimeOffset EndedAt { get; set; }

    public CancelReport? Report { get; set; }

    /// <summary>What was thrown in place of a report.</summary>
    public Exception? Thrown { get; set; }

    /// <summary>All that rested when it was answered.</summary>
    public IReadOnlyList<SimulatedOrder> Resting { get; set; } = [];
}
