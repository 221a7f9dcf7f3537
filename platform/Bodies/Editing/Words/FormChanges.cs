using System.Globalization;
using Entente.Bodies.Definitions;
using Entente.Bodies.Loading.Definitions;

namespace Entente.Bodies.Editing;

/// <summary>What differs between two versions of a definition.</summary>
internal static class FormChanges
{
    public static IEnumerable<Change> Of(Definition old, Definition now) =>
        [.. OfWhole(old, now), .. OfSections(old, now), .. OfChecks(old, now), .. OfWorkflow(old, now)];

    private static IEnumerable<Change> OfWhole(Definition old, Definition now)
    {
        foreach (var change in BodyChanges.Texts(now.Name, now.Name, old.Name, now.Name).Concat(BodyChanges.Texts(now.Name, new Setting("about"), old.About, now.About)))
            yield return change;
        var settings = new (string Name, string? From, string? To)[]
        {
            ("declared-by", old.DeclaredBy, now.DeclaredBy), ("shown-to", old.Sharing.ShownTo, now.Sharing.ShownTo), ("may-choose", Joined(old.Sharing.Choices), Joined(now.Sharing.Choices)), ("opens-within", old.Sharing.OpensWithin, now.Sharing.OpensWithin),
            ("every", old.Traits.Return?.Every.ToString(), now.Traits.Return?.Every.ToString()), ("due", Owing.Of(old)?.Due, Owing.Of(now)?.Due),
            ("prefill", Flag(old.Traits.Return?.Prefill), Flag(now.Traits.Return?.Prefill)),
            ("owed-by", Owing.Of(old)?.By, Owing.Of(now)?.By), ("tightens", Joined(Owing.Of(old)?.Tightens.Select(one => one.When)), Joined(Owing.Of(now)?.Tightens.Select(one => one.When))),
            ("requirement", old.Traits.Return?.Requirement, now.Traits.Return?.Requirement), ("status-shown-to", Owing.Of(old)?.StatusShownTo, Owing.Of(now)?.StatusShownTo),
            ("remind", Days(Owing.Of(old)?.Remind), Days(Owing.Of(now)?.Remind)),
            ("key", Joined(old.Traits.Register?.Key), Joined(now.Traits.Register?.Key)), ("title", Joined(Title(old)), Joined(Title(now))),
            ("number", old.Traits.Case?.Number ?? old.Traits.Certificate?.Number, now.Traits.Case?.Number ?? now.Traits.Certificate?.Number),
            ("facts", Joined(old.Facts.Select(fact => fact.ToString())), Joined(now.Facts.Select(fact => fact.ToString()))),
        };
        foreach (var (name, from, to) in settings)
            if (from != to)
                yield return name == "facts" ? new Change(now.Name, "facts-changed") : new Change(now.Name, "set", ("what", new Setting(name)), ("from", from ?? "–"), ("to", to ?? "–"));
    }

    private static string? Days(IReadOnlyList<int>? days) => days is null ? null : string.Join(", ", days.Select(day => day.ToString(CultureInfo.InvariantCulture)));

    private static IEnumerable<Change> OfSections(Definition old, Definition now)
    {
        foreach (var gone in old.Sections.Where(section => now.Section(section.Code) is null))
            yield return new Change(now.Name, "section-removed", ("name", gone.Name));
        foreach (var section in now.Sections)
        {
            if (old.Section(section.Code) is not { } before)
            {
                yield return new Change(now.Name, "section-added", ("name", section.Name), ("count", section.Fields.Count));
                continue;
            }
            foreach (var change in BodyChanges.Texts(now.Name, section.Name, before.Name, section.Name).Concat(BodyChanges.Texts(now.Name, new Setting("help"), before.Help, section.Help)))
                yield return change;
            if (Asked(now, section.Name, before.Visible, section.Visible) is { } asked)
                yield return asked;
            if (before.IsTable != section.IsTable || before.Rows?.Least != section.Rows?.Least || before.Rows?.Most != section.Rows?.Most || Joined(before.Rows?.Key) != Joined(section.Rows?.Key) || before.Rows?.ForEach != section.Rows?.ForEach || before.ShownTo != section.ShownTo || Joined(before.Choices) != Joined(section.Choices) || before.OpensWithin != section.OpensWithin)
                yield return new Change(now.Name, "section-changed", ("name", section.Name));
            foreach (var change in OfFields(now, before, section))
                yield return change;
        }
    }

    private static IEnumerable<Change> OfFields(Definition form, Section before, Section section)
    {
        foreach (var gone in before.Fields.Where(field => section.Field(field.Code) is null))
            yield return new Change(form.Name, "field-removed", ("name", gone.Name), ("section", section.Name));
        foreach (var field in section.Fields)
        {
            if (before.Field(field.Code) is not { } was)
                yield return new Change(form.Name, "field-added", ("name", field.Name), ("section", section.Name));
            else
                foreach (var change in OfField(form, was, field))
                    yield return change;
        }
        var kept = section.Fields.Where(field => before.Field(field.Code) is not null).Select(field => field.Code);
        if (!before.Fields.Where(field => section.Field(field.Code) is not null).Select(field => field.Code).SequenceEqual(kept))
            yield return new Change(form.Name, "order-changed", ("section", section.Name));
    }

    private static IEnumerable<Change> OfField(Definition form, Field was, Field field)
    {
        foreach (var change in BodyChanges.Texts(form.Name, field.Name, was.Name, field.Name))
            yield return change;
        foreach (var (name, from, to) in new[] { ("hint", was.Hint, field.Hint), ("help", was.Help, field.Help) })
            foreach (var change in BodyChanges.Texts(form.Name, field.Name, from, to))
                yield return change with { What = $"{name}-{change.What["text-".Length..]}" };
        if (was.Required != field.Required)
            yield return field.Required switch
            {
                "true" => new Change(form.Name, "required-now", ("name", field.Name)),
                "false" => new Change(form.Name, "required-no-longer", ("name", field.Name)),
                var rule => new Change(form.Name, "required-when", ("name", field.Name), ("rule", rule)),
            };
        if (Asked(form, field.Name, was.Visible, field.Visible) is { } asked)
            yield return asked;
        foreach (var (name, from, to) in Settings(was).Zip(Settings(field), (one, other) => (one.Name, one.Value, other.Value)))
            if (from != to)
                yield return new Change(form.Name, "set-of", ("name", field.Name), ("what", new Setting(name)), ("from", from ?? "–"), ("to", to ?? "–"));
    }

    private static IEnumerable<(string Name, string? Value)> Settings(Field field) =>
    [
        ("type", FieldWords.Of(field.Type)), ("list", field.List), ("within", field.Within), ("longest", Number(field.Longest)), ("pattern", field.Pattern), ("from", Number(field.From)), ("to", field.References ?? Number(field.To)),
        ("unit", field.Unit), ("places", Number(field.Places)), ("currency", field.Currency), ("accept", Joined(field.Accept)), ("default", field.Default), ("computed", field.Computed), ("shown-to", field.ShownTo), ("may-choose", Joined(field.Choices)), ("opens-within", field.OpensWithin), ("confidential", field.Confidential ? "true" : null), ("may", Joined(field.May.Select(kind => kind.ToString()))),
    ];

    private static Change? Asked(Definition form, LocalText name, string? was, string? becomes) =>
        was == becomes ? null : becomes is null ? new Change(form.Name, "asked-always", ("name", name)) : new Change(form.Name, "asked-when", ("name", name), ("rule", becomes));

    private static IEnumerable<Change> OfChecks(Definition old, Definition now)
    {
        foreach (var change in BodyChanges.Coded(now.Name, "check", old.Checks, now.Checks, check => check.Code, check => check.Says, check => $"{check.In}|{check.That}|{check.When}|{check.Level}|{check.At}|{check.BlankPasses}"))
            yield return change;
    }

    private static IEnumerable<Change> OfWorkflow(Definition old, Definition now)
    {
        foreach (var change in BodyChanges.Coded(now.Name, "state", old.Workflow.States, now.Workflow.States, state => state.Code, state => state.Name, state => $"{state.Open}|{state.Stands}"))
            yield return change;
        foreach (var change in BodyChanges.Coded(now.Name, "step", old.Workflow.Steps, now.Workflow.Steps, step => step.Code, step => step.Name,
            step => $"{Joined(step.From)}|{step.To}|{Joined(step.By)}|{step.Guard}|{step.Submits}|{step.FourEyes}|{step.Reason}"))
            yield return change;
    }

    private static IReadOnlyList<string>? Title(Definition form) => form.Traits.Register?.Title ?? form.Traits.Case?.Title ?? form.Traits.Certificate?.Title ?? form.Traits.Notice?.Title;

    private static string? Joined(IEnumerable<string>? words) => words is null ? null : string.Join(", ", words);

    private static string? Flag(bool? flag) => flag is null ? null : flag.Value ? "true" : "false";

    private static string? Number(decimal? number) => number?.ToString(CultureInfo.InvariantCulture);
}
