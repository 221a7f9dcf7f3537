using Entente.Bodies;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Rooms;

/// <summary>A town full of holders, in which one of them tries everything that is offered.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private static readonly (string Side, string Post)[] Seats =
        [("tin/", "officer"), ("tin/", "editor"), ("tin/", "guest"), ("tin/UTO", "contact"), ("tin/UTO", "reporter"), ("installation/", "administrator")];

    private static readonly HashSet<string> OfTwo = ["officer", "editor", "administrator"];

    private readonly Town _town = new();
    private readonly List<Guid> _people = [];
    private string _side = "", _post = "";
    private Guid _actor;

    /// <summary>How many acts waited for a second person, and how many took effect, so that a test sees that something was tried.</summary>
    public int Proposed { get; private set; }

    public int Done { get; private set; }

    /// <summary>Which of the acts, on which holding, to whom, and from which day.</summary>
    public static Gen<(int Kind, int Holding, int Person, int Day)> Act =>
        from kind in Gen.Choose(0, 5)
        from holding in Gen.Choose(0, 1000)
        from person in Gen.Choose(0, 1000)
        from day in Gen.Choose(0, 3)
        select (kind, holding, person, day);

    public async Task InitializeAsync(string side, string post)
    {
        await _town.InitializeAsync();
        (_side, _post) = (side, post);
        for (var copy = 0; copy < 2; copy++)
            foreach (var (at, what) in Seats)
                _people.Add(await _town.Holder($"{what} {at} {copy}", at, what));
        _people.Add(await _town.Former("Nobody now"));
        _actor = await _town.Newcomer("Actor");
        await _town.Give(_actor, side, post, from: -100);
        _people.Add(_actor);
    }

    /// <summary>Whether after these acts everybody else holds what two must decide about exactly as before, and the actor nothing more.</summary>
    public async Task<bool> HoldsAfter(IEnumerable<(int Kind, int Holding, int Person, int Day)> acts)
    {
        var (others, own) = (await Others(), await Own());
        foreach (var act in acts)
            await Try(act);
        var same = (await Others()).SequenceEqual(others, StringComparer.Ordinal) && !(await Own()).Except(own).Any();
        // Whoever went of their own accord comes back for the next attempt.
        if ((await _town.People.Find(_actor))!.Holdings.Count == 0)
            await _town.Give(_actor, _side, _post, from: 0);
        return same;
    }

    private async Task Try((int Kind, int Holding, int Person, int Day) act)
    {
        var actor = (await _town.People.Find(_actor))!;
        var all = await _town.Ask<Guid>("select id from bodies.holding order by id");
        var holding = all[act.Holding % all.Count];
        var (person, day) = (_people[act.Person % _people.Count], _town.Clock.Today.AddDays(act.Day));
        var done = act.Kind switch
        {
            0 => await Give(actor, person, Seats[act.Holding % Seats.Length], day),
            1 => await HandOver(actor, person, holding, day),
            2 => await _town.Appointments.Agree(actor, holding),
            3 => await _town.Appointments.Decline(actor, holding, "no"),
            4 => await _town.Appointments.Confirm(actor, holding),
            _ => await _town.Appointments.End(actor, holding, day, "out"),
        };
        (Proposed, Done) = done switch { { Waits: true } => (Proposed + 1, Done), { Refused: false } => (Proposed, Done + 1), _ => (Proposed, Done) };
    }

    private Task<Done> Give(Person actor, Guid person, (string Side, string Post) seat, DateOnly from) =>
        _town.Appointments.Give(actor, seat.Side.Split('/')[0], new Appointment(person, Party(seat.Side), seat.Post, from, null));

    private async Task<Done> HandOver(Person actor, Guid person, Guid holding, DateOnly from)
    {
        var (side, post) = (await _town.Ask<(string, string)>("select side, post from bodies.holding where id = @holding", new { holding }))[0];
        return await _town.Appointments.Give(actor, side.Split('/')[0], new Appointment(person, Party(side), post, from, null, Succeeds: holding));
    }

    // To a contact, other contacts are a matter of two as well.
    private Task<List<string>> Others() => _town.Ask<string>("""
        select concat_ws(' ', person, side, post, period) from bodies.holding
        where person <> @_actor and not awaits_second and (post = any (@posts) or (post = 'contact' and @contact)) order by 1
        """, new { _actor, posts = OfTwo.ToArray(), contact = _post == "contact" });

    private Task<List<string>> Own() => _town.Ask<string>("select concat_ws(' ', side, post, lower(period)) from bodies.holding where person = @_actor and not awaits_second", new { _actor });

    private static string? Party(string side) => side.Split('/')[1] is { Length: > 0 } party ? party : null;

    public ValueTask DisposeAsync() => _town.DisposeAsync();
}
