namespace HtxCancel.Tests.Faults;

/// <summary>Which of a kill's calls a fault befalls.</summary>
public enum FaultedCall
{
    Cancel,
    List,
    Mode,
}
