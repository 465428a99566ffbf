namespace HtxSimulator;

/// <summary>How an answer travels back to the caller.</summary>
public enum Delivery
{
    /// <summary>The whole answer arrives.</summary>
    Whole,

    /// <summary>Content-Length promises the whole body; the connection ends after some bytes of it.</summary>
    CutOff,

    /// <summary>The connection is dropped without an answer.</summary>
    Reset,

    /// <summary>No answer ever comes; the call ends when the caller gives up.</summary>
    Hang,

    /// <summary>Nothing listens there.</summary>
    Refused,

    /// <summary>The host does not prove who it is.</summary>
    TlsFailure,

    /// <summary>The headers arrive at once and the body one byte a second.</summary>
    Drip,
}
