using Microsoft.Azure.Functions.Worker;

namespace Sandbox.Functions;

/// <summary>One call of a function.</summary>
/// <param name="functionName">The function.</param>
/// <param name="services">The services of this call.</param>
/// <param name="cancellationToken">Fires when the host gives the call up.</param>
internal sealed class Invocation(string functionName, IServiceProvider services, CancellationToken cancellationToken) : FunctionContext
{
    /// <inheritdoc/>
    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    /// <inheritdoc/>
    public override string FunctionId => functionName;

    /// <inheritdoc/>
    public override IServiceProvider InstanceServices { get; set; } = services;

    /// <inheritdoc/>
    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    /// <inheritdoc/>
    public override CancellationToken CancellationToken { get; } = cancellationToken;

    /// <inheritdoc/>
    public override TraceContext TraceContext => throw new NotSupportedException();

    /// <inheritdoc/>
    public override BindingContext BindingContext => throw new NotSupportedException();

    /// <inheritdoc/>
    public override RetryContext RetryContext => throw new NotSupportedException();

    /// <inheritdoc/>
    public override FunctionDefinition FunctionDefinition => throw new NotSupportedException();

    /// <inheritdoc/>
    public override IInvocationFeatures Features => throw new NotSupportedException();
}
