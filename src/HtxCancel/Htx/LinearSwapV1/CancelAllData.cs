using System.Text.Json.Serialization;

namespace HtxCancel.Htx.LinearSwapV1;

/// <summary>
/// The data of <c>swap_cancelall</c>: ids in a comma-separated string that can be empty or null, and errors that can
/// name the very same ids.
/// </summary>
internal sealed record CancelAllData(
    CancelAllError?[]? Errors,
    [property: JsonConverter(typeof(TextConverter))] string? Successes);
