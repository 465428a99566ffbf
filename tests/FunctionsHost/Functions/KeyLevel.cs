namespace FunctionsHost.Functions;

/// <summary>Which key a call must bring: the levels of the worker's HTTP trigger.</summary>
internal enum KeyLevel
{
    /// <summary>None.</summary>
    Anonymous,

    /// <summary>A user's token; this host has none, so the master key.</summary>
    User,

    /// <summary>The function's own key, the host key or the master key.</summary>
    Function,

    /// <summary>A system key; this host has none, so the master key.</summary>
    System,

    /// <summary>The master key.</summary>
    Admin,
}
