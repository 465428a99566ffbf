using System.Globalization;
using System.Text.Json;
using Xunit.Abstractions;

namespace HtxCancel.Tests.Fuzz;

/// <summary>
/// Mutated answers through the parsers of both generations; <c>HTX_FUZZ_RUNS</c> says how many. A failure names a seed and
/// a number: with <c>HTX_FUZZ_CASE=seed,number</c> in the environment that case is run again alone, with
/// <c>HTX_FUZZ_CASE=seed</c> all of them.
/// </summary>
public sealed class ParserFuzzTests(ITestOutputHelper output)
{
    private const int EnoughForAFault = 20_000;

    public static TheoryData<string> Faults => [.. LenientParser.ByName.Keys];

    [Fact]
    public async Task No_mutated_answer_throws_or_hangs_or_is_taken_for_more_than_it_says()
    {
        var answers = await SimulatedAnswers.AskAsync();
        var (empty, mutatedEmpty, lists, mutated) = (0, 0, 0, 0);

        await FuzzRun.ForAllAsync("HTX_FUZZ_CASE", FuzzRun.Cases, Environment.ProcessorCount, random =>
        {
            if (random.Next(3) == 0)
            {
                Interlocked.Increment(ref mutated);
                return CheckOther(random, answers);
            }

            var @case = ListCase.Draw(random, answers);
            var wrong = CheckList(@case, ListReader.Read, out var isEmpty);
            Interlocked.Increment(ref lists);
            Interlocked.Add(ref mutated, @case.Mutated);
            Interlocked.Add(ref empty, isEmpty ? 1 : 0);
            Interlocked.Add(ref mutatedEmpty, isEmpty && @case.Mutated > 0 ? 1 : 0);
            return wrong;
        });

        output.WriteLine($"{mutated} mutated answers; of {lists} lists {empty} read as empty, {mutatedEmpty} of these mutated.");
        Assert.True(lists < 1000 || mutatedEmpty > lists / 50, $"Of {lists} lists only {mutatedEmpty} mutated ones read as empty: what is refused by all proves little.");
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_parser_is_found_that(string fault)
    {
        var answers = await SimulatedAnswers.AskAsync();
        var mend = LenientParser.ByName[fault];

        var failure = await FuzzRun.FindAsync(seed: 1, first: 0, EnoughForAFault, Environment.ProcessorCount, Check);

        Assert.NotNull(failure);
        Assert.Contains("is taken for empty", failure, StringComparison.Ordinal);
        Assert.Equal(failure, await FuzzRun.FindAsync(seed: 1, int.Parse(failure[2..failure.IndexOf(':', StringComparison.Ordinal)], CultureInfo.InvariantCulture), count: 1, sideBySide: 1, Check));

        string? Check(Random random)
        {
            var wrong = CheckList(
                ListCase.Draw(random, answers), (question, pages) => ListReader.Read(question, [.. pages.Select(page => mend(question, page))]), out var isEmpty);
            return isEmpty ? wrong : null;
        }
    }

    [Fact]
    public async Task A_reader_is_found_that_takes_a_full_page_for_the_last()
    {
        var answers = await SimulatedAnswers.AskAsync();

        var failure = await FuzzRun.FindAsync(seed: 1, first: 0, EnoughForAFault, Environment.ProcessorCount, random => CheckList(
            ListCase.Draw(random, answers), (question, pages) => ListReader.Read(question with { PageSize = 100 }, pages), out _));

        Assert.NotNull(failure);
        Assert.Contains("is taken for empty", failure, StringComparison.Ordinal);
    }

    private static string? CheckList(
        ListCase @case, Func<ListQuestion, IReadOnlyList<FuzzedAnswer>, (ListReading List, int Pages)> read, out bool isEmpty)
    {
        var (look, pages) = read(@case.Question, @case.Pages);
        isEmpty = look.IsEmpty;
        var shown = @case.Pages.Take(pages).ToList();
        if (isEmpty && !AnswerOracle.MayBeEmpty(@case.Question, shown))
        {
            return $"a list that is not empty is taken for empty: {@case}";
        }

        if (@case.Mutated == 0 && (look.Problem is not null || isEmpty != AnswerOracle.MayBeEmpty(@case.Question, shown)))
        {
            return $"a good list is not read ({look.Problem?.Detail}): {@case}";
        }

        var inScope = shown.SelectMany(page => AnswerOracle.PageOf(@case.Question, page)?.Rows ?? []).Where(row => row.InScope == true).Select(row => row.Id).ToHashSet();
        return look.InScope.FirstOrDefault(order => !inScope.Contains(order.OrderId)) is { } wrong ? $"order {wrong.OrderId} is taken into scope: {@case}" : null;
    }

    private static string? CheckOther(Random random, SimulatedAnswers answers)
    {
        var kind = (AnswerKind)random.Next(Enum.GetValues<AnswerKind>().Length);
        var answer = AnswerMutator.Mutate(random, answers.Any(random, kind));
        var isRight = kind switch
        {
            AnswerKind.V1Cancel => Check(V1Calls.ReadAcknowledgement(answer.Reply), answer, ok =>
                AnswerOracle.IsGood(answer, ApiGeneration.V1) && ok.Accepted.All(id => SuccessesOnV1(answer).Contains(id))),
            AnswerKind.V5Cancel => Check(V5Calls.ReadPlain(answer.Reply), answer, ok => IsAcceptedOnV5(answer, ok)),
            AnswerKind.V5AlgoCancel => Check(V5Calls.ReadConditional(answer.Reply), answer, ok => IsAcceptedOnV5(answer, ok)),
            AnswerKind.AssetMode => Check(V5Calls.ReadAssetMode(answer.Reply), answer, mode => AnswerOracle.ModeOf(answer) == (int)mode),
            AnswerKind.ContractStates => Check(PublicCalls.ReadStates(answer.Reply), answer, states =>
                states.All(state => FlagsOf(answer, state.Key) is { Count: > 0 } flags && flags.TrueForAll(flag => flag) == state.Value)),
            AnswerKind.ContractList => Check(PublicCalls.ReadContracts(answer.Reply), answer, codes =>
                codes.Count > 0 && codes.All(code => CodesOf(answer).Contains(code))),
            AnswerKind.Heartbeat => Check(PublicCalls.ReadHeartbeat(answer.Reply), answer, data =>
                AnswerOracle.GoodData(answer, ApiGeneration.V1) is { } told && AnswerOracle.Flag(AnswerOracle.Member(told, "linear_swap_heartbeat")) == data.LinearSwapHeartbeat),
            AnswerKind.Timestamp => Check(PublicCalls.ReadTime(answer.Reply), answer, ts =>
                answer.Status == 200 && AnswerOracle.Json(answer) is { } json && AnswerOracle.Number(AnswerOracle.Member(json, "ts")) == ts.ToUnixTimeMilliseconds()),
        };
        return isRight ? null : $"an answer to {kind} is taken for more than it says: {answer}";
    }

    // A refusal must stand in the answer too.
    private static bool Check<T>(HtxResult<T> result, FuzzedAnswer answer, Func<T, bool> isOk) => result switch
    {
        HtxResult<T>.Ok ok => isOk(ok.Value),
        HtxResult<T>.Failed { Error: { Class: HtxCodeClass.Moved } moved } => AnswerOracle.SaysMoved(answer) && (moved.PathMissing == (answer.Status == 404)),
        HtxResult<T>.Failed { Error.Code: { } code } => AnswerOracle.HasCode(answer, code),
        HtxResult<T>.Failed => AnswerOracle.Json(answer) is { } json && AnswerOracle.Text(AnswerOracle.Member(json, "status")) == "maintain",
        _ => true,
    };

    private static HashSet<string> CodesOf(FuzzedAnswer answer) =>
        AnswerOracle.GoodData(answer, ApiGeneration.V1) is { ValueKind: JsonValueKind.Array } rows
            ? [.. rows.EnumerateArray().Select(row => AnswerOracle.Text(AnswerOracle.Member(row, "contract_code"))?.Trim().ToUpperInvariant()).OfType<string>()]
            : [];

    private static HashSet<string> SuccessesOnV1(FuzzedAnswer answer) =>
        AnswerOracle.GoodData(answer, ApiGeneration.V1) is { } data && AnswerOracle.Id(AnswerOracle.Member(data, "successes")) is { } ids
            ? [.. ids.Split(',', StringSplitOptions.TrimEntries)]
            : [];

    private static bool IsAcceptedOnV5(FuzzedAnswer answer, CancelAcknowledgement ok) =>
        AnswerOracle.IsGood(answer, ApiGeneration.V5) && ok.Accepted.All(id => AnswerOracle.GoodData(answer, ApiGeneration.V5) is { ValueKind: JsonValueKind.Array } data
            && data.EnumerateArray().Any(item => AnswerOracle.Id(AnswerOracle.Member(item, ok.AreConditional ? "algo_id" : "order_id")) == id
                && AnswerOracle.Flag(AnswerOracle.Member(item, "success")) is var success && success != false
                && (AnswerOracle.Number(AnswerOracle.Member(item, "code")) == 200 || (success == true && AnswerOracle.Id(AnswerOracle.Member(item, "code")) is null))
                && (AnswerOracle.Id(AnswerOracle.Member(item, "error_code")) is null || AnswerOracle.Number(AnswerOracle.Member(item, "error_code")) is 0 or 200)));

    // Of one contract, whatever spelling, the rows that say whether it is cancelled.
    private static List<bool> FlagsOf(FuzzedAnswer answer, string contractCode) =>
        AnswerOracle.GoodData(answer, ApiGeneration.V1) is { ValueKind: JsonValueKind.Array } data
            ? [.. data.EnumerateArray()
                .Where(row => AnswerOracle.Text(AnswerOracle.Member(row, "contract_code"))?.Trim().Equals(contractCode, StringComparison.OrdinalIgnoreCase) == true)
                .Select(row => AnswerOracle.Flag(AnswerOracle.Member(row, "cancel"))).OfType<bool>()]
            : [];
}
