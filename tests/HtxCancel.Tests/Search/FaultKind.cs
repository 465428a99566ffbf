using HtxSimulator;

namespace HtxCancel.Tests.Search;

/// <summary>What can befall a call; each is the <see cref="Fault"/> of the same name.</summary>
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

    /// <summary>403, with a time that is as many hours off.</summary>
    Misdated,
}

internal static class FaultKinds
{
    /// <summary>The fault of a kind, with HTX's code, an HTTP status, hours, seconds or milliseconds, as the kind needs.</summary>
    public static Fault Of(FaultKind kind, int number) => kind switch
    {
        FaultKind.Refused => Fault.Refused,
        FaultKind.Reset => Fault.Reset,
        FaultKind.LostAnswer => Fault.LostAnswer,
        FaultKind.Hang => Fault.Hang,
        FaultKind.Slow => Fault.Slow(TimeSpan.FromMilliseconds(number)),
        FaultKind.TlsFailure => Fault.TlsFailure,
        FaultKind.EmptyBody => Fault.EmptyBody,
        FaultKind.CutOff => Fault.CutOff,
        FaultKind.NotJson => Fault.NotJson,
        FaultKind.Maintain => Fault.Maintain,
        FaultKind.NotFound => Fault.NotFound,
        FaultKind.Page => Fault.Page(number),
        FaultKind.TooManyCalls => Fault.TooManyCalls(number == 0 ? null : number),
        FaultKind.Code => Fault.Code(number),
        FaultKind.Misdated => Fault.Misdated(403, TimeSpan.FromHours(number)),
    };
}
