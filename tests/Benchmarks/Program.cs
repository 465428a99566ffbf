using Benchmarks;
using Benchmarks.Exchange;
using Benchmarks.Scenarios;

FunctionsHost.Loopback.BypassProxy();
return args switch
{
    ["exchange"] => await Served(ExchangeServer.RunAsync()),
    ["chart", var file] => await Served(SweepChart.WriteAsync(file)),
    _ => await Runner.RunAsync(args),
};

static async Task<int> Served(Task server)
{
    await server;
    return 0;
}
