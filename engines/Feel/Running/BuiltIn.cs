using Entente.Feel.Checking;
using Entente.Feel.Syntax;

namespace Entente.Feel.Running;

/// <summary>A built-in function: how it is called, and what it does.</summary>
/// <param name="Signature">How it is called.</param>
/// <param name="Run">What it does.</param>
/// <param name="TakesNullForAbsent">Whether null for an argument that may be left out is as good as leaving it out.</param>
internal sealed record BuiltIn(Signature Signature, Native Run, bool TakesNullForAbsent)
{
    public string Name => Signature.Name;

    /// <summary>The function as a value.</summary>
    public Function AsValue(Name at) => new Itself(this, at);

    // As a value it has the parameters of the first way to call it, but takes as many arguments as any.
    private sealed class Itself(BuiltIn function, Name name) : Function([.. function.Signature.Overloads[0].Parameters.Select(p => p.Name)])
    {
        public override Value Invoke(Evaluation evaluation, ReadOnlySpan<Value> arguments)
        {
            var written = new Argument[arguments.Length];
            Array.Fill(written, new Argument(null, name));
            var ways = Seq.Of<Arrangement>([.. function.Signature.Arrange(Seq.Of<Argument>(written))]);
            return new Site(function, ways, name.At).Call(evaluation, arguments);
        }
    }
}
