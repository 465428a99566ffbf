using System.Reflection;
using Xunit.Sdk;

namespace HtxCancel.Tests.Faults;

/// <summary>Runs a theory on each call of a kill, on an account on v1 and on one on v5.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OnEachCallAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        from assetMode in new[] { 0, 2 }
        from call in Enum.GetValues<FaultedCall>()
        select new object[] { assetMode, call };
}
