using System.Reflection;
using Xunit.Sdk;

namespace HtxCancel.Tests.Faults;

/// <summary>Runs a theory on an account on v1 and on one on v5, each as its asset mode.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OnBothGenerationsAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[0], [2]];
}
