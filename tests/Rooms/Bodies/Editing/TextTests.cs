using System.Diagnostics;
using Entente.Bodies.Editing;

namespace Entente.Tests.Rooms.Bodies.Editing;

/// <summary>Changing a text in one place, comparing two, and bringing together what two made of one.</summary>
public sealed class TextTests
{
    private const string Yaml = """
        # The weekly catch.
        name: Weekly catch   # as in the recommendation
        sections:
          report:
            name: {en: Report, fr: Rapport}
            fields:
              # Who signs.
              officer: {type: text, name: Officer, required: true}

              gear:
                type: code   # from the list
                list: gears
        """;

    [Theory]
    [InlineData("name", "Weekly landing", "name: Weekly landing   # as in the recommendation")]
    [InlineData("sections.report.name.fr", "Le rapport", "name: {en: Report, fr: Le rapport}")]
    [InlineData("sections.report.fields.officer.name", "Officer: who signs", "officer: {type: text, name: 'Officer: who signs', required: true}")]
    [InlineData("sections.report.fields.officer.hint", "One, or more", "officer: {type: text, name: Officer, required: true, hint: 'One, or more'}")]
    [InlineData("sections.report.fields.gear.name", "Gear", "        list: gears\n        name: Gear")]
    [InlineData("sections.report.fields.gear.list", "gears-2", "        type: code   # from the list\n        list: gears-2")]
    [InlineData("about", "What was caught", "\nabout: What was caught")]
    public void A_value_changes_where_it_stands_and_nothing_else_does(string path, string value, string expected)
    {
        var changed = YamlEdit.Set(Yaml, path.Split('.'), value).ShouldNotBeNull();
        changed.ShouldContain(expected);
        changed.ShouldContain("# The weekly catch.");
        changed.ShouldContain("      # Who signs.");
        LineDifference.Of(LineDifference.Lines(Yaml), LineDifference.Lines(changed)).ShouldHaveSingleItem().AfterCount.ShouldBe(1);
    }

    [Fact]
    public void A_field_moves_with_the_comment_over_it()
    {
        var moved = YamlEdit.Move(Yaml, ["sections", "report", "fields", "gear"], up: true).ShouldNotBeNull();
        moved.IndexOf("gear:", StringComparison.Ordinal).ShouldBeLessThan(moved.IndexOf("# Who signs.", StringComparison.Ordinal));
        moved.ShouldContain("# Who signs.\n      officer:");
        YamlEdit.Move(moved, ["sections", "report", "fields", "gear"], up: false).ShouldNotBeNull().Trim().ShouldBe(Yaml.Trim());
    }

    [Theory]
    [InlineData("sections.report.fields.officer.type", "officer: {name: Officer, required: true}")]
    [InlineData("sections.report.fields.officer.name", "officer: {type: text, required: true}")]
    [InlineData("sections.report.fields.officer.required", "officer: {type: text, name: Officer}")]
    [InlineData("sections.report.fields.gear.type", "      gear:\n        list: gears")]
    public void A_key_goes_and_its_neighbours_stay(string path, string expected) =>
        YamlEdit.Remove(Yaml, path.Split('.')).ShouldNotBeNull().ShouldContain(expected);

    [Fact]
    public void A_field_is_added_behind_another()
    {
        var added = YamlEdit.Insert(Yaml, ["sections", "report", "fields"], "officer", ["port:", "  type: text"]).ShouldNotBeNull();
        added.ShouldContain("required: true}\n      port:\n        type: text\n");
    }

    [Fact]
    public void Checks_are_begun_where_there_are_none()
    {
        var added = YamlEdit.Insert(Yaml, ["checks"], null, ["positive:", "  that: weight > 0"]).ShouldNotBeNull();
        added.ShouldEndWith("\nchecks:\n  positive:\n    that: weight > 0\n");
    }

    [Fact]
    public void Two_changes_of_different_lines_are_brought_together_and_of_the_same_line_are_not()
    {
        Merging.Of("a\nb\nc\nd\ne\n", "A\nb\nc\nd\ne\n", "a\nb\nc\nd\nE\n").ShouldBe("A\nb\nc\nd\nE\n");
        Merging.Of("a\nb\nc\n", "a\nB\nc\n", "a\nX\nc\n").ShouldBeNull();
        Merging.Of("a\nb\nc\n", "a\nB\nc\n", "a\nB\nc\nd\n").ShouldBe("a\nB\nc\nd\n");
    }

    [Fact]
    public void What_is_compared_comes_out_again_for_any_two_texts()
    {
        var random = new Random(20261121);
        for (var round = 0; round < 400; round++)
        {
            var before = Enumerable.Range(0, random.Next(30)).Select(_ => "abcd"[random.Next(4)].ToString()).ToArray();
            var after = Enumerable.Range(0, random.Next(30)).Select(_ => "abcd"[random.Next(4)].ToString()).ToArray();
            var (made, at) = (new List<string>(), 0);
            foreach (var hunk in LineDifference.Of(before, after))
            {
                made.AddRange(before[at..hunk.Before]);
                made.AddRange(after[hunk.After..(hunk.After + hunk.AfterCount)]);
                at = hunk.BeforeEnd;
            }
            made.AddRange(before[at..]);
            made.SequenceEqual(after).ShouldBeTrue($"{string.Concat(before)} to {string.Concat(after)}");
        }
    }

    [Fact]
    public async Task A_patch_is_taken_by_version_control()
    {
        var folder = Directory.CreateTempSubdirectory("entente-patch-").FullName;
        var (before, after) = (string.Concat(Enumerable.Range(1, 60).Select(line => $"line {line}\n")), string.Concat(Enumerable.Range(1, 60).Where(line => line != 7).Select(line => line == 40 ? "forty\nand more\n" : $"line {line}\n")) + "no end");
        await File.WriteAllTextAsync(Path.Combine(folder, "text.txt"), before, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "gone.txt"), "gone\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "change.patch"), UnifiedPatch.Of("text.txt", before, after) + UnifiedPatch.Of("new.txt", null, "new\n") + UnifiedPatch.Of("gone.txt", "gone\n", null), TestContext.Current.CancellationToken);
        using var git = Process.Start(new ProcessStartInfo("git", ["apply", "change.patch"]) { WorkingDirectory = folder })!;
        await git.WaitForExitAsync(TestContext.Current.CancellationToken);
        git.ExitCode.ShouldBe(0);
        (await File.ReadAllTextAsync(Path.Combine(folder, "text.txt"), TestContext.Current.CancellationToken)).ShouldBe(after);
        (await File.ReadAllTextAsync(Path.Combine(folder, "new.txt"), TestContext.Current.CancellationToken)).ShouldBe("new\n");
        File.Exists(Path.Combine(folder, "gone.txt")).ShouldBeFalse();
        Directory.Delete(folder, recursive: true);
    }
}
