using Entente.Feel.Syntax;

namespace Entente.Feel;

/// <summary>A function as a value.</summary>
public abstract partial class Function(Seq<string> parameters)
{
    /// <summary>The names of its parameters.</summary>
    public Seq<string> Parameters { get; } = parameters;
}
