using System.Globalization;

namespace HtxSimulator;

/// <summary>A stand-in for HTX's USDT-M futures exchange that enforces its rules. Safe to use from any thread.</summary>
/// <param name="time">The clock of everything here: time stamps, rate limits, lags and delays.</param>
public sealed partial class SimulatedExchange(TimeProvider time)
{
    private readonly Dictionary<string, SimulatedAccount> accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SimulatedKey> keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> attempts = new(StringComparer.Ordinal);
    private readonly List<(Predicate<string> Path, Func<SimulatedRequest, int, SimulatedResponse?> Answer)> requestFaults = [];
    private readonly List<(Predicate<string> Path, Func<SimulatedRequest, int, SimulatedResponse, SimulatedResponse?> Answer)> answerFaults = [];
    private readonly List<SimulatedCall> calls = [];
    private readonly List<string> unknownRequests = [];

    // As long as HTX's ids, and past 2^53: neighbours become one id for a reader that takes them for doubles.
    private long lastOrderId = 1_331_226_415_994_253_312;

    private long lastCursorId = 2_331_226_415_994_253_312;

    /// <summary>The orders of all accounts that can still fill, in either margin mode; one inside its cancel lag cannot.</summary>
    public IReadOnlyList<SimulatedOrder> RestingOrders
    {
        get
        {
            lock (Gate)
            {
                return [.. accounts.Values.SelectMany(account => account.RestingOrders)];
            }
        }
    }

    /// <summary>Every request so far, in the order in which they were answered; delayed and hanging ones are listed at once.</summary>
    public IReadOnlyList<SimulatedCall> Calls
    {
        get
        {
            lock (Gate)
            {
                return [.. calls];
            }
        }
    }

    /// <summary>How many requests there were so far, on all paths.</summary>
    public long CallCount
    {
        get
        {
            lock (Gate)
            {
                return attempts.Values.Sum(count => (long)count);
            }
        }
    }

    /// <summary>The requests that no route was found for, as method and path; a path switched off is not among them.</summary>
    public IReadOnlyList<string> UnknownRequests
    {
        get
        {
            lock (Gate)
            {
                return [.. unknownRequests];
            }
        }
    }

    /// <summary>Called when the answer to a call has reached its caller (true), or its caller had given it up (false).</summary>
    public Action<SimulatedRequest, bool>? Settled { get; set; }

    internal Lock Gate { get; } = new();

    internal TimeProvider Time => time;

    internal DateTimeOffset Now => time.GetUtcNow();

    private DateTimeOffset ClockOf(string host) => Now + (HostClockOffsets.TryGetValue(host, out var own) ? own : ClockOffset);

    /// <summary>Opens an account with its first key.</summary>
    /// <exception cref="ArgumentException">The user or the access key exists already.</exception>
    public SimulatedAccount AddAccount(string uid, string accessKey, string secretKey)
    {
        lock (Gate)
        {
            var account = new SimulatedAccount(this, uid);
            accounts.Add(uid, account);
            keys.Add(accessKey, new SimulatedKey(account, accessKey, secretKey));
            return account;
        }
    }

    /// <summary>Adds a key to an account; its keys share the account's orders and rate limits.</summary>
    /// <exception cref="KeyNotFoundException">There is no such user.</exception>
    /// <exception cref="ArgumentException">The access key exists already.</exception>
    public SimulatedKey AddKey(string uid, string accessKey, string secretKey)
    {
        lock (Gate)
        {
            var key = new SimulatedKey(accounts[uid], accessKey, secretKey);
            keys.Add(accessKey, key);
            return key;
        }
    }

    /// <summary>
    /// Lets a test answer in the exchange's place, before anything is carried out, checked or counted against a rate limit.
    /// </summary>
    /// <param name="path">The path concerned.</param>
    /// <param name="answer">Gets the request and its number on that path, from 1; null lets it through. May use the exchange.</param>
    public void OnRequest(string path, Func<SimulatedRequest, int, SimulatedResponse?> answer) => OnRequest(asked => asked == path, answer);

    /// <inheritdoc cref="OnRequest(string, Func{SimulatedRequest, int, SimulatedResponse?})"/>
    public void OnRequest(Predicate<string> path, Func<SimulatedRequest, int, SimulatedResponse?> answer)
    {
        lock (Gate)
        {
            requestFaults.Add((path, answer));
        }
    }

    /// <summary>Lets a test change or lose the answer to a request that was carried out.</summary>
    /// <param name="path">The path concerned.</param>
    /// <param name="answer">Gets the request, its number on that path, from 1, and the answer; null keeps it. May use the exchange.</param>
    public void OnAnswer(string path, Func<SimulatedRequest, int, SimulatedResponse, SimulatedResponse?> answer) => OnAnswer(asked => asked == path, answer);

    /// <inheritdoc cref="OnAnswer(string, Func{SimulatedRequest, int, SimulatedResponse, SimulatedResponse?})"/>
    public void OnAnswer(Predicate<string> path, Func<SimulatedRequest, int, SimulatedResponse, SimulatedResponse?> answer)
    {
        lock (Gate)
        {
            answerFaults.Add((path, answer));
        }
    }

    /// <summary>An error as v1 answers it, stamped with the exchange's clock.</summary>
    public SimulatedResponse V1Error(int code, string message) => Error(ApiGeneration.V1, code, message, Now + ClockOffset);

    /// <summary>An error as v5 answers it, stamped with the exchange's clock.</summary>
    public SimulatedResponse V5Error(int code, string message) => Error(ApiGeneration.V5, code, message, Now + ClockOffset);

    /// <summary>Answers one request, after its delay; a hanging answer ends with <paramref name="cancellationToken"/> only.</summary>
    /// <remarks>Every other <see cref="Delivery"/> is left to the transport.</remarks>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<SimulatedResponse> HandleAsync(SimulatedRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var arrived = Now;
        var (response, metFault) = Answer(request, CountAttempt(request.Path));
        Record(arrived, request, response, metFault);
        try
        {
            if (RoundTrip + response.Delay is var delay && delay > TimeSpan.Zero)
            {
                await Task.Delay(delay, time, cancellationToken);
            }

            if (response.Delivery == Delivery.Hang)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            Settled?.Invoke(request, false);
            throw;
        }

        Settled?.Invoke(request, true);
        return Dated(response, request.Host);
    }

    /// <summary>The orders that a list holds just now, on however many pages; and which others it would hold. Null for what is no list.</summary>
    /// <param name="request">The call, of a key that exists.</param>
    public (IReadOnlyList<SimulatedOrder> Orders, Predicate<SimulatedOrder> Listed)? ListOf(SimulatedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        lock (Gate)
        {
            if (!Routes.Signed.TryGetValue($"{request.Method} {request.Path}", out var route) || route.Listed is null
                || AccessKeyOf(request) is not { } accessKey || !keys.TryGetValue(accessKey, out var key))
            {
                return null;
            }

            var listed = route.Listed(this, key.Account, request);
            return (key.Account.ListShown().FindAll(listed), listed);
        }
    }

    /// <summary>An error of the exchange's own, in the envelope of the path's generation.</summary>
    /// <param name="request">The call.</param>
    /// <param name="code">The error.</param>
    /// <param name="misdated">How far its <c>ts</c> is ahead of the clock of the host that is asked.</param>
    internal SimulatedResponse Error(SimulatedRequest request, int code, TimeSpan misdated) => Error(
        request.Path.StartsWith(Outage.V5Paths, StringComparison.Ordinal) ? ApiGeneration.V5 : ApiGeneration.V1, code, "fault", ClockOf(request.Host) + misdated);

    internal (string OrderId, string CursorId) NextIds()
    {
        var orderId = (++lastOrderId).ToString(CultureInfo.InvariantCulture);
        return (orderId, V5RowsHaveTheirOwnId ? (++lastCursorId).ToString(CultureInfo.InvariantCulture) : orderId);
    }

    internal IEnumerable<SimulatedKey> KeysOf(SimulatedAccount account) => keys.Values.Where(key => key.Account == account);

    private SimulatedResponse Dated(SimulatedResponse response, string host) => !SendsDate || response.Headers.ContainsKey("Date")
        ? response
        : response with { Headers = new Dictionary<string, string>(response.Headers) { ["Date"] = ClockOf(host).ToString("R", CultureInfo.InvariantCulture) } };

    private int CountAttempt(string path)
    {
        lock (Gate)
        {
            return attempts[path] = attempts.GetValueOrDefault(path) + 1;
        }
    }

    // A test's own code runs outside the lock: it may place orders, or wait for another thread that does.
    private (SimulatedResponse Response, bool MetFault) Answer(SimulatedRequest request, int attempt)
    {
        foreach (var fault in FaultsOf(requestFaults, fault => fault.Path(request.Path)))
        {
            if (fault.Answer(request, attempt) is { } instead)
            {
                return (instead, true);
            }
        }

        SimulatedResponse response;
        lock (Gate)
        {
            response = CarryOut(request);
        }

        var metFault = false;
        foreach (var fault in FaultsOf(answerFaults, fault => fault.Path(request.Path)))
        {
            if (fault.Answer(request, attempt, response) is { } changed)
            {
                (response, metFault) = (changed, true);
            }
        }

        return (response, metFault);
    }

    private List<T> FaultsOf<T>(List<T> faults, Predicate<T> concerned)
    {
        lock (Gate)
        {
            return faults.FindAll(concerned);
        }
    }

    private void Record(DateTimeOffset arrived, SimulatedRequest request, SimulatedResponse response, bool metFault)
    {
        if (!KeepsHistory)
        {
            return;
        }

        var answered = response.Delivery is Delivery.Whole or Delivery.CutOff or Delivery.Drip;
        var call = new SimulatedCall(
            arrived,
            request,
            AccessKeyOf(request),
            answered ? response.StatusCode : null,
            answered ? response.ErrorCode : null,
            metFault);
        lock (Gate)
        {
            calls.Add(call);
        }
    }

    private static string? AccessKeyOf(SimulatedRequest request) => new SignedQuery(request.Query)["AccessKeyId"];
}
