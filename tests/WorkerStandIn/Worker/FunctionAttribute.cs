namespace Microsoft.Azure.Functions.Worker;

/// <summary>Makes a method a function and names it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute : Attribute
{
    /// <summary>Names the function.</summary>
    /// <param name="name">The name, unique in the app.</param>
    public FunctionAttribute(string name)
    {
        Name = name;
    }

    /// <summary>The name, unique in the app.</summary>
    public string Name { get; }
}
