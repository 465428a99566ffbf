namespace HtxCancel.Scope;

/// <summary>What started a run.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Trigger>))]
public enum Trigger
{
    /// <summary>A person or program called the HTTP trigger and waits for the answer.</summary>
    [JsonStringEnumMemberName("http")]
    Http,

    /// <summary>The schedule came due.</summary>
    [JsonStringEnumMemberName("timer")]
    Timer,

    /// <summary>An Azure Monitor alert fired; its caller waits for about 10 s and calls again.</summary>
    [JsonStringEnumMemberName("alert")]
    Alert,
}
