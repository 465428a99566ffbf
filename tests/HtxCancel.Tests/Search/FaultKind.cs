namespace HtxCancel.Tests.Search;

/// <summary>What can befall a call; each is the <see cref="HtxSimulator.Fault"/> of the same name.</summary>
internal enum FaultKind
{
    Refused,
    Reset,
    LostAnswer,
    Hang,
    Slow,
    TlsFailure,
    EmptyBody,
    CutOff,
    NotJson,
    Maintain,
    NotFound,
    Page,
    TooManyCalls,
    Code,
}
