using HtxCancel.Htx;

namespace HtxCancel.Cancellation;

/// <summary>Why a look cannot be trusted to show the whole list.</summary>
/// <param name="Class">What HTX's code means; unknown where it was no code that stood in the way.</param>
/// <param name="Detail">What happened, as a part of a sentence.</param>
/// <param name="IsShift">Orders came or went while the list was read.</param>
internal sealed record LookProblem(HtxCodeClass Class, string Detail, bool IsShift = false);
