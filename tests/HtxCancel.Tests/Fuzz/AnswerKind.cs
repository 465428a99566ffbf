namespace HtxCancel.Tests.Fuzz;

/// <summary>What an answer that is no list was asked for.</summary>
internal enum AnswerKind
{
    V1Cancel,
    V5Cancel,
    V5AlgoCancel,
    AssetMode,
    ContractStates,
    ContractList,
    Heartbeat,
    Timestamp,
}
