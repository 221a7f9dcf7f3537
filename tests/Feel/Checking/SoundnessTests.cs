using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Feel.Syntax;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Feel.Checking;

/// <summary>What the checker accepts, evaluation never rejects for the types of its values.</summary>
public sealed class SoundnessTests
{
    internal static readonly HashSet<string> typeReasons = new(StringComparer.Ordinal)
    {
        "argument-count", "argument-type", "arithmetic-types", "compared-types", "function-parameters", "missing-argument", "negated-type", "no-order",
        "not-a-function", "not-boolean", "range-ends", "unknown-member", "unknown-name", "unknown-parameter", "unknown-type", "external-function",
    };

    private int accepted;
    private int seen;

    [Fact]
    public void What_is_accepted_runs()
    {
        Check.One(Cases.Config(100_000), Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), Runs));
        (accepted / (double)seen).ShouldBeGreaterThan(0.25, "too few of the trees are accepted to prove anything");
    }

    private void Runs(int seed)
    {
        var random = new Random(seed);
        var tree = new TypedTrees(random, random.Next(3) * 4).Tree();
        var read = Checker.Check(tree, TypedTrees.Scope);
        seen++;
        if (read.Findings.Count > 0 || !AllKnown(read))
            return;
        accepted++;
        var outcome = read.Compile().Evaluate(TypedValues.For(TypedTrees.Scope, random), new Limits(Steps: 20_000, Size: 10_000));
        if (outcome.Problem is { } problem && IsAboutTypes(problem))
            Assert.Fail($"{Printer.Print(tree)} came to {problem.Code} {string.Join(" / ", problem.Facts)}");
        read.Type.Accepts(outcome.Value).ShouldBeTrue($"{Printer.Print(tree)} is no {read.Type}: {outcome.Value}");
    }

    // Blanks are no matter of types, nor are two times of which one has a zone.
    internal static bool IsAboutTypes(Finding problem) =>
        typeReasons.Contains(problem.Code) && !problem.Facts.Contains("null") && !(problem.Facts.Count == 2 && problem.Facts[0] == problem.Facts[1]);

    internal static bool AllKnown(Checked read)
    {
        var called = read.Tree.Walk().OfType<Call>().Select(c => c.Function).ToHashSet(ReferenceEqualityComparer.Instance);
        return read.Tree.Walk().All(n => called.Contains(n) && n is Name || !read.TypeOf(n).IsOpen());
    }
}
