namespace Entente.Feel;

public abstract partial class Function
{
    /// <summary>
    /// Calls it with as many arguments as it has parameters. Whoever makes functions outside calls
    /// <see cref="Evaluation.Spend"/> for work that depends on the size of the arguments.
    /// </summary>
    public abstract Value Invoke(Evaluation evaluation, ReadOnlySpan<Value> arguments);

    /// <summary>A function written in .NET.</summary>
    /// <example><c>Function.Of(["code"], static (_, a) => Value.Of(Gears.Contains(a[0].AsText)))</c></example>
    public static Function Of(Syntax.Seq<string> parameters, Body body) => new Outside(parameters, body);

    /// <summary>What a function written in .NET does. It must not throw for what the data can hold.</summary>
    public delegate Value Body(Evaluation evaluation, ReadOnlySpan<Value> arguments);

    private sealed class Outside(Syntax.Seq<string> parameters, Body body) : Function(parameters)
    {
        public override Value Invoke(Evaluation evaluation, ReadOnlySpan<Value> arguments) => body(evaluation, arguments);
    }
}
