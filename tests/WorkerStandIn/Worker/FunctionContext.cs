namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a function is told about one call of it.</summary>
public abstract class FunctionContext
{
    /// <summary>The call's id.</summary>
    public abstract string InvocationId { get; }

    /// <summary>The function's id, the same for all its calls.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The services of this call.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>What code within this call wants to share.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>Fires when the host gives the call up: its caller went away, or the host stops.</summary>
    public virtual CancellationToken CancellationToken { get; } = CancellationToken.None;
}
