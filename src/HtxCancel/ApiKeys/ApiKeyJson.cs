using System.Text.Json.Serialization;

namespace HtxCancel.ApiKeys;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ApiKeySecret))]
internal sealed partial class ApiKeyJson : JsonSerializerContext;
