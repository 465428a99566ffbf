using Benchmarks;
using Benchmarks.Exchange;

Sandbox.Loopback.BypassProxy();
return args switch
{
    ["exchange"] => await Served(ExchangeServer.RunAsync()),
    _ => await Runner.RunAsync(args),
};

static async Task<int> Served(Task server)
{
    await server;
    return 0;
}
