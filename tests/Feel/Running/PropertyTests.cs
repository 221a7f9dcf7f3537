using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Feel.Syntax;
using Entente.Tests.Feel.Syntax;

namespace Entente.Tests.Feel.Running;

/// <summary>Over random trees; a failure names its seed.</summary>
public sealed class PropertyTests
{
    private const long Steps = 20_000;

    private static readonly Scope ofPrograms = Run.Any(Programs.Variables);
    private static readonly Scope ofTrees = Run.Any(Trees.Variables);
    private static readonly Limits small = new(Steps, Depth: 40, Run.Now, Size: 5_000);

    [Fact]
    public void Traced_and_untraced_give_the_same()
    {
        foreach (var seed in Enumerable.Range(Cases.Seed * 10_000_000, Cases.Of(20_000)))
        {
            var programs = new Programs(new Random(seed));
            var (tree, slots) = (programs.Tree(), programs.Slots());
            var plain = Rule.Dynamic(tree, ofPrograms).Evaluate(slots, small);
            var traced = Rule.Dynamic(tree, ofPrograms, traced: true).Evaluate(slots, small);
            // What they cost differs a little, so at the limit one may end before the other.
            if (IsLimit(plain) || IsLimit(traced))
                continue;
            Same(plain, traced, seed, tree);
        }
    }

    [Fact]
    public void Evaluation_never_throws_hangs_or_exceeds_its_budget()
    {
        foreach (var seed in Enumerable.Range(Cases.Seed * 10_000_000, Cases.Of(50_000)))
        {
            Try(new Trees(new Random(seed)).Expression(), ofTrees, [], seed);
            var programs = new Programs(new Random(seed));
            Try(programs.Tree(), ofPrograms, programs.Slots(), seed);
        }
    }

    private static void Try(Node tree, Scope scope, Value[] slots, int seed)
    {
        var started = Environment.TickCount64;
        var evaluation = Rule.Dynamic(tree, scope).Open(small);
        for (var slot = 0; slot < slots.Length; slot++)
            evaluation[slot] = slots[slot];
        try
        {
            evaluation.Run();
        }
        catch (Exception thrown)
        {
            throw new InvalidOperationException($"seed {seed}: {Printer.Print(tree)}", thrown);
        }
        if (evaluation.Used > Steps || Environment.TickCount64 - started > 10_000)
            Assert.Fail($"seed {seed}: {Printer.Print(tree)} took {evaluation.Used} steps, {Environment.TickCount64 - started} ms");
    }

    private static void Same(Outcome one, Outcome other, int seed, Node tree)
    {
        if (Shown(one.Value) != Shown(other.Value) || one.Problem != other.Problem)
            Assert.Fail($"seed {seed}: {Printer.Print(tree)} is {one}, and {other}");
    }

    private static string Shown(Value value) => value.TryText(20_000, out var text) ? $"{value.Kind} {text}" : "long";

    private static bool IsLimit(Outcome outcome) => outcome.Problem?.Code is "too-many-steps" or "too-deep" or "too-large";
}
