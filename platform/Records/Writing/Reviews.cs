using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Cases;
using Entente.Records.Certificates;
using Entente.Records.Content;
using Entente.Records.Drafts;
using Entente.Records.Files;
using Entente.Records.Rules;
using Npgsql;
using Step = Entente.Bodies.Definitions.Step;

namespace Entente.Records.Writing;

/// <summary>Loads what the rules of a command look at, and lets them judge. A definition that looks at nothing outside asks the database nothing.</summary>
public sealed partial class Reviews(BodyCatalogue bodies, DefinitionCatalogue definitions, TimeProvider time)
{
    internal async ValueTask<(Review Review, byte[]? FactsDigest)> Of(NpgsqlConnection connection, Body body, PublishedDefinition published, Command command, KnownStatement? found, CancellationToken cancel)
    {
        var step = StepOf(command, published.Definition);
        var content = ContentOf(command, found);
        if (content is null && step?.Guard is null)
            return (Review.Nothing, null);
        if (content is not null && !ReferenceEquals(content.Definition, published.Definition))
            return (new Review(_ => [Refusals.Of(Refusals.DefinitionMoved, published.Definition.Code)], (_, _) => false), null);
        var rulings = Rulings.Of(published, body, bodies.Definitions);
        var before = NeedsBefore(rulings, step) && found is not null ? await Before(published, found, cancel) : null;
        var seen = content ?? await Drafted(connection, published, command, cancel) ?? before;
        var around = await new Surveying(connection, definitions, rulings, Around(body, published, found?.Known.Party ?? SubjectOf(command)?.Party, found is null ? SubjectOf(command)?.Period : found.Known.Period, ValidOf(command) ?? found?.Known.Valid)).Of(before, seen, cancel);
        around = around with
        {
            Certificates = await CertificateReading.Load(connection, body.Code, published.Definition, command.Statement, content, cancel),
            RefusedFiles = await AttachedFiles.LoadRefused(connection, published.Definition, command.Statement, cancel),
        };
        return (new Review(
            judged => Judged(rulings, judged, around).Faults,
            (guarded, given) => (given ?? seen) is { } held && rulings.Holds(guarded, held, around)), FactsDigest.Of(around.Facts));
    }

    private static Step? StepOf(Command command, Definition definition) => command switch
    {
        Take take => definition.Workflow.Step(take.Step),
        RunOut ended when definition.Traits.Case?.Clocks.FirstOrDefault(clock => clock.Code == ended.Clock)?.Then is { } then => definition.Workflow.Step(then),
        _ => null,
    };

    private static Statement? ContentOf(Command command, KnownStatement? found) => command switch
    {
        Take take => take.Content,
        Registers.Split split => split.GoesOn,
        EnterOnBehalf entered => entered.Content,
        Import import => import.Content,
        Propose propose => propose.Content,
        Settle { Accepted: true } settle when found?.Known.Proposal is { } proposal && proposal.Id == settle.Proposal => proposal.Content,
        _ => null,
    };

    private static bool NeedsBefore(Rulings rulings, Step? step) =>
        step is { Submits: false, Guard: not null } || rulings.Facts.Any(fact => fact.Source == FactSource.LastVersion);

    /// <summary>What the rules look at while a draft is worked on: the same as when it is submitted.</summary>
    public async Task<Surroundings> Around(NpgsqlConnection connection, Body body, PublishedDefinition published, Guid statement, string? party, Period? period, Statement content, CancellationToken cancel)
    {
        var rulings = Rulings.Of(published, body, bodies.Definitions);
        var found = NeedsBefore(rulings, null) ? await KnownStatement.Load(connection, new Take(statement, body.Code, published.Definition.Code, "", 0), published.Definition, cancel, Remembered(rulings)) : null;
        var before = found is null ? null : await Before(published, found, cancel);
        var around = await new Surveying(connection, definitions, rulings, Around(body, published, party, period, found?.Known.Valid)).Of(before, content, cancel);
        return around with
        {
            Certificates = await CertificateReading.Load(connection, body.Code, published.Definition, statement, content, cancel),
            RefusedFiles = await AttachedFiles.LoadRefused(connection, published.Definition, statement, cancel),
        };
    }

    // What lines are used, and what became of files, is looked at once it is known what is asked at all.
    private static Judgement Judged(Rulings rulings, Statement content, Surroundings around)
    {
        var judgement = rulings.Book.Judge(content, around);
        return judgement with { Faults = [.. judgement.Faults, .. Beside(rulings.Definition, content, around)] };
    }

    /// <summary>What no rule says: of the documents and files that answers name.</summary>
    internal static IEnumerable<Fault> Beside(Definition definition, Statement content, Surroundings around) =>
        [.. Drawing.Faults(definition, content, around.Certificates, around.Party?.Code, around.Day), .. AttachedFiles.Faults(content, around.RefusedFiles)];

    private Surroundings Around(Body body, PublishedDefinition published, string? party, Period? span, Period? valid)
    {
        var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(body.Zone));
        var today = DateOnly.FromDateTime(now.DateTime);
        var period = published.Definition.Traits.Return is { } trait && span is { From: { } start, Until: { } end } ? ReportingPeriod.Of(trait, start, end) : (ReportingPeriod?)null;
        // What is said of a period is said as things were on its last day, or are today while it goes on; an entry's on its first.
        var day = period is { End: var after } ? (after <= today ? after.AddDays(-1) : today) : (published.Definition.Kind == DefinitionKind.Register ? valid?.From : null) ?? today;
        return new Surroundings(body, party is null ? null : body.Party(party), day)
        {
            Now = now,
            Period = period is { } said ? new ReportedPeriod(said.Code, said.Start, said.End) : null,
        };
    }

    private static Subject? SubjectOf(Command command) => command switch
    {
        Take take => take.Opening,
        EnterOnBehalf entered => entered.Opening,
        Import import => import.Opening,
        _ => null,
    };

    private static Period? ValidOf(Command command) => command switch
    {
        Take take => take.Valid,
        Registers.Split { From: { } from } => new Period(from, null),
        EnterOnBehalf entered => entered.Valid,
        Import import => import.Valid,
        _ => null,
    };

    /// <summary>What the last version said, from its segments; under an earlier version of the definition as far as the fields are the same.</summary>
    internal async ValueTask<Statement?> Before(PublishedDefinition published, KnownStatement found, CancellationToken cancel)
    {
        if (found.Known.Version == 0 || await definitions.Find(published.Body, published.Definition.Code, found.DefinitionVersion, cancel) is not { } then)
            return null;
        var said = new Statement(then.Definition);
        foreach (var segment in found.Segments)
            Segments.Put(said, segment.Bytes);
        return ReferenceEquals(then.Definition, published.Definition) ? said : DraftBeginning.Version(said, found.Known.Version).Draft.Content(published.Definition);
    }

    // Before the first version, what a step looks at is what is being worked on.
    private static async ValueTask<Statement?> Drafted(NpgsqlConnection connection, PublishedDefinition published, Command command, CancellationToken cancel) =>
        await DraftReading.Read(connection, command.Statement, cancel: cancel) is { } open && open.Open.DefinitionVersion == published.Version ? open.Draft.Content(published.Definition) : null;
}
