namespace HtxCancel.Diagnostics;

/// <summary>What was asked and answered in one account's part of a run; of many the first and the last lines.</summary>
internal sealed record RunRecordSteps(string RunId, string Account, IReadOnlyList<string> Steps);
