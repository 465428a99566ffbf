using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks the parameter of a function that is called over HTTP.</summary>
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Any method, with a function key.</summary>
    public HttpTriggerAttribute()
    {
        AuthLevel = AuthorizationLevel.Function;
    }

    /// <summary>The given methods.</summary>
    /// <param name="methods">The HTTP methods the function answers.</param>
    public HttpTriggerAttribute(params string[] methods)
    {
        Methods = methods;
    }

    /// <summary>Any method, with the given kind of key.</summary>
    /// <param name="authLevel">The key a call must bring.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel)
    {
        AuthLevel = authLevel;
    }

    /// <summary>The given methods, with the given kind of key.</summary>
    /// <param name="authLevel">The key a call must bring.</param>
    /// <param name="methods">The HTTP methods the function answers.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>The route template after the host's prefix; the function's name when <see langword="null"/>.</summary>
    public string? Route { get; set; }

    /// <summary>The HTTP methods the function answers; all when <see langword="null"/>.</summary>
    public string[]? Methods { get; private set; }

    /// <summary>The key a call must bring.</summary>
    public AuthorizationLevel AuthLevel { get; private set; }
}
