using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Sandbox.Functions;

/// <summary>A method that is a function.</summary>
internal sealed class DiscoveredFunction
{
    private readonly MethodInfo _method;

    private DiscoveredFunction(MethodInfo method, string name)
    {
        _method = method;
        Name = name;
        Trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<TriggerBindingAttribute>()).Single(trigger => trigger is not null)!;
    }

    /// <summary>The function's name.</summary>
    public string Name { get; }

    /// <summary>What starts it.</summary>
    public TriggerBindingAttribute Trigger { get; }

    /// <summary>Finds the functions of an assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns>Every method with a <see cref="FunctionAttribute"/>, whatever its class's visibility.</returns>
    public static IReadOnlyList<DiscoveredFunction> AllOf(Assembly assembly) =>
        [.. from type in assembly.GetTypes()
            from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            let function = method.GetCustomAttribute<FunctionAttribute>()
            where function is not null
            orderby function.Name
            select new DiscoveredFunction(method, function.Name)];

    /// <summary>Calls the function on a new instance of its class.</summary>
    /// <param name="input">What its trigger brings.</param>
    /// <param name="context">The call.</param>
    /// <returns>The answer; <see langword="null"/> from a function that gives none.</returns>
    public async Task<HttpResponseData?> InvokeAsync(object input, FunctionContext context)
    {
        var instance = ActivatorUtilities.CreateInstance(context.InstanceServices, _method.DeclaringType!);
        var arguments = _method.GetParameters().Select(parameter => ArgumentFor(parameter, input, context)).ToArray();
        switch (_method.Invoke(instance, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null))
        {
            case Task<HttpResponseData> answering:
                return await answering;
            case Task running:
                await running;
                return null;
            case HttpResponseData answer:
                return answer;
            case null:
                return null;
            case var other:
                throw new NotSupportedException($"The sandbox does not know what to do with a {other.GetType()} from {Name}.");
        }
    }

    /// <summary>Calls a timer function with services of its own.</summary>
    /// <param name="timer">What it is told.</param>
    /// <param name="services">Where its services come from.</param>
    /// <param name="cancellationToken">What it gets as its token.</param>
    /// <returns>A task that ends, or fails, as the function does.</returns>
    public async Task RunTimerAsync(TimerInfo timer, IServiceScopeFactory services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        await InvokeAsync(timer, new Invocation(Name, scope.ServiceProvider, cancellationToken));
    }

    private object ArgumentFor(ParameterInfo parameter, object input, FunctionContext context)
    {
        if (parameter.ParameterType.IsInstanceOfType(input))
        {
            return input;
        }

        if (parameter.ParameterType == typeof(FunctionContext))
        {
            return context;
        }

        if (parameter.ParameterType == typeof(CancellationToken))
        {
            return context.CancellationToken;
        }

        throw new NotSupportedException($"The sandbox cannot give {Name} a {parameter.ParameterType}.");
    }
}
