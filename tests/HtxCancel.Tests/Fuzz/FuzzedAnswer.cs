using System.Text;

namespace HtxCancel.Tests.Fuzz;

/// <summary>An answer of the exchange, perhaps mutated.</summary>
/// <param name="Status">Its HTTP status.</param>
/// <param name="Body">Its body, which need not be JSON.</param>
internal sealed record FuzzedAnswer(int Status, byte[] Body)
{
    public HtxReply Reply => new(Status, Body);

    /// <summary>The answer as text, and its bytes where the text does not tell them.</summary>
    public override string ToString()
    {
        var text = Encoding.UTF8.GetString(Body);
        var bytes = text.Any(character => character == '\uFFFD' || char.IsControl(character)) ? $"\n  in base64: {Convert.ToBase64String(Body)}" : "";
        return $"HTTP {Status} {text}{bytes}";
    }
}
