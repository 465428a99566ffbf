namespace HtxCancel.Alerts;

/// <summary>The names in an alert's body that are looked at.</summary>
internal enum AlertName
{
    /// <summary>Any other, or the entry of an array, which has none.</summary>
    Other,
    SchemaId,
    Data,
    Essentials,
    AlertContext,
    CustomProperties,
    Properties,
    MonitorCondition,
    Status,
    AlertId,
    AlertRule,
    Severity,
    FiredDateTime,
    HtxTarget,
}
