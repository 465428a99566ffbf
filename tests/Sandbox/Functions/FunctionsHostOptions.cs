using System.Buffers.Text;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Sandbox.Functions;

/// <summary>What a <see cref="FunctionsHost"/> serves, and how.</summary>
internal sealed class FunctionsHostOptions
{
    /// <summary>The assembly whose functions are served.</summary>
    public required Assembly Assembly { get; init; }

    /// <summary>All the configuration the functions see; the environment is not added to it.</summary>
    public required IConfiguration Configuration { get; init; }

    /// <summary>Adds the functions' services.</summary>
    public required Action<IServiceCollection> ConfigureServices { get; init; }

    /// <summary>The port on 127.0.0.1; 0 for any free one.</summary>
    public int Port { get; init; }

    /// <summary>The key of <c>AuthorizationLevel.Function</c>.</summary>
    public string FunctionKey { get; init; } = NewKey();

    /// <summary>The key of <c>AuthorizationLevel.Admin</c>, which opens everything else too.</summary>
    public string MasterKey { get; init; } = NewKey();

    private static string NewKey() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
