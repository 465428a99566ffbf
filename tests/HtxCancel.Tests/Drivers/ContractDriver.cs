using HtxCancel.Cancellation;
using HtxCancel.Htx;
using Microsoft.Extensions.Time.Testing;

namespace HtxCancel.Tests.Drivers;

/// <summary>One contract, on fake time: its rounds are answered, and its lists read, as the test says.</summary>
internal sealed class ContractDriver
{
    public static readonly HtxResult<CancelAcknowledgement> Lost = new HtxResult<CancelAcknowledgement>.NoAnswer("api.hbdm.com did not answer");

    /// <param name="way">How the contract is cancelled.</param>
    public ContractDriver(CancelWay way = CancelWay.Listed) =>
        Contract = new ContractProgress("BTC-USDT", way, new LastPass(looks: 2, TimeSpan.FromSeconds(1), Time), Time);

    /// <summary>Its timestamps count from 0, as on a machine that has just started.</summary>
    public FakeTimeProvider Time { get; } = new(DateTimeOffset.MinValue + TimeSpan.FromMilliseconds(100));

    public ContractProgress Contract { get; }

    public static HtxResult<CancelAcknowledgement> Accepted(params string[] ids) =>
        new HtxResult<CancelAcknowledgement>.Ok(new CancelAcknowledgement(ids, []));

    public static HtxResult<CancelAcknowledgement> Refused(int code) => new HtxResult<CancelAcknowledgement>.Failed(Error(code));

    public static HtxError Error(int code) => new(HtxCode.Classify(code), code, "no");

    public void Round(params HtxResult<CancelAcknowledgement>[] answers) => Round(answers, isCutOff: false);

    public void CutOffRound(params HtxResult<CancelAcknowledgement>[] answers) => Round(answers, isCutOff: true);

    /// <summary>A whole list is read.</summary>
    public void Look(params string[] ids) => Contract.Record(Looks.Whole(Time, [.. ids.Select(id => Looks.Order(id))]), isCutOff: false);

    /// <summary>A list is not read to its end.</summary>
    public void BrokenLook(HtxCodeClass @class = HtxCodeClass.Unknown, string detail = "page 2 did not come", params string[] ids) =>
        Contract.Record(Looks.Broken(Time, @class, detail, [.. ids.Select(id => Looks.Order(id))]), isCutOff: false);

    public void Advance(double milliseconds) => Time.Advance(TimeSpan.FromMilliseconds(milliseconds));

    /// <summary>Milliseconds to the next cancel and to the next look; null for none.</summary>
    public (double? Cancel, double? Look) Next(bool dryRun = false)
    {
        var (cancel, look) = Contract.Next(dryRun);
        return (cancel?.TotalMilliseconds, look?.TotalMilliseconds);
    }

    private void Round(HtxResult<CancelAcknowledgement>[] answers, bool isCutOff)
    {
        Contract.BeginRound();
        Contract.EndRound(answers, isCutOff);
    }
}
