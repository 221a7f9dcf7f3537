using System.Text;
using Entente.Records.Drafts;
using Entente.Shared.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms.Disclosure.Worlds;

/// <summary>What is worked on before anything is submitted: by a party, or by the body's people for it.</summary>
internal sealed partial class Acts
{
    /// <summary>Somebody works on a draft.</summary>
    public Task<bool> Draft(Thing thing) => Work(thing, Head(thing), byBody: false);

    /// <summary>The body's people prepare something for a party, with an attachment, a file that was read in and a finding.</summary>
    public async Task<bool> Prepare(Thing thing)
    {
        if (thing.Party is null || thing.Version == 0 || thing.Of.MayBeSealed || thing.IsOpen || !await Work(thing, Officer(thing), byBody: true))
            return false;
        await File(thing);
        await world.Execute("""
            insert into records.sent_file (id, statement, name, kind, language, bytes, sent_by, sent_at, changes, aside) values (@sent, @id, @word, 'json', 'en', @bytes, @by, @now, 1, 0);
            insert into records.fault (statement, version, rule, level, excuse) values (@id, 0, 'said', 'warning', @word)
            """, new { sent = NewId, id = thing.Id, word = world.Contents.Word(), bytes = Encoding.UTF8.GetBytes("{}"), by = Officer(thing), now = world.Tick().UtcDateTime });
        return true;
    }

    private async Task<bool> Work(Thing thing, Guid who, bool byBody)
    {
        world.Tick();
        var drafting = world.App.Services.GetRequiredService<Drafting>();
        var open = await world.App.Services.GetRequiredService<Database>().Write(connection => drafting.Open(connection, thing.Id, 1, DraftBeginning.Blank(thing.Of), who, byBody));
        // In one that the body's people opened a party works where it may work at all; in a party's own they never do.
        if (open.ByBody != byBody && (byBody || !thing.IsOpen))
            return false;
        var change = new Change(NewId, OperationKind.Set, "main", Guid.Empty, "remark", null, null, $"\"{world.Contents.Word()}\"", -1, world.App.Clock.GetUtcNow());
        return await drafting.Append(thing.Id, open.Generation, thing.State, who, "page", [change]) is not null;
    }
}
