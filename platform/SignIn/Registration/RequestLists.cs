using Dapper;
using Entente.Bodies;
using Entente.Shared.Data;
using Entente.Shared.Work;

namespace Entente.SignIn.Registration;

/// <summary>What the pages about requests read: as the reader, or for the bearer of a private link.</summary>
public sealed class RequestLists(Database database, Holders holders)
{
    private const string Everything = $"select {AccessRequest.Columns} from registration.request ";

    public Task<List<AccessRequest>> In(Person reader, string body, CancellationToken cancel) =>
        Read<AccessRequest>(reader.Id, Everything + "where body = @body order by asked_at desc", new { body }, cancel);

    public async Task<AccessRequest?> Find(Person reader, string body, Guid id, CancellationToken cancel) =>
        (await Read<AccessRequest>(reader.Id, Everything + "where body = @body and id = @id", new { body, id }, cancel)).SingleOrDefault();

    public Task<List<RequestStep>> History(Person reader, Guid request, CancellationToken cancel) =>
        Read<RequestStep>(reader.Id, "select at, act, by_name as by, note from registration.step where request = @request order by at desc, id desc", new { request }, cancel);

    /// <summary>The letter without its content.</summary>
    public async Task<AttachedLetter?> LetterOf(Person reader, Guid request, CancellationToken cancel) =>
        (await Read<AttachedLetter>(reader.Id, "select reference, file_name as filename, type, octet_length(content) as size, encode(sha256, 'hex') as sha256 from registration.letter where request = @request", new { request }, cancel)).SingleOrDefault();

    public async Task<byte[]?> ContentOf(Person reader, string body, Guid request, CancellationToken cancel) =>
        (await Read<byte[]>(reader.Id, "select l.content from registration.letter l join registration.request r on r.id = l.request where l.request = @request and r.body = @body", new { request, body }, cancel)).SingleOrDefault();

    public async Task<AccessRequest?> OfBearer(Guid id, CancellationToken cancel) =>
        (await Read<AccessRequest>(reader: null, $"select {AccessRequest.Columns} from registration.request_of_bearer(@id)", new { id }, cancel)).SingleOrDefault();

    public Task<List<RequestStep>> HistoryOfBearer(Guid id, CancellationToken cancel) =>
        Read<RequestStep>(reader: null, "select at, act, note from registration.steps_of_bearer(@id)", new { id }, cancel);

    /// <summary>What waits for this person because of their posts, the oldest first.</summary>
    public async Task<List<AccessRequest>> WaitingFor(Person reader, string? body, CancellationToken cancel)
    {
        var open = await Read<AccessRequest>(reader.Id, Everything + "where state in ('proved', 'approved') and (@body::text is null or body = @body) order by waiting_since", new { body }, cancel);
        var waiting = new List<AccessRequest>();
        foreach (var inBody in open.GroupBy(request => request.Body))
        {
            var withContact = await holders.PartiesWithContact(reader, inBody.Key, cancel);
            waiting.AddRange(inBody.Where(request => RequestRules.WaitsFor(request, reader, withContact.Contains(request.Party))));
        }
        return waiting;
    }

    /// <summary>For the workspace: found by the post, so that it passes to a successor by itself.</summary>
    public async Task<IReadOnlyList<WorkItem>> Work(Person person, CancellationToken cancel) =>
    [
        .. (await WaitingFor(person, body: null, cancel)).Select(request => new WorkItem(WorkKind.Task, request.Body, request.Party,
            request.State is RequestState.Proved ? "registration.work.approve" : "registration.work.confirm", [("name", request.Name)], request.Address, request.ExpiresAt)),
    ];

    private Task<List<T>> Read<T>(Guid? reader, string sql, object values, CancellationToken cancel) => database.Read(reader, async connection =>
        (await connection.QueryAsync<T>(new CommandDefinition(sql, values, cancellationToken: cancel))).ToList(), cancel);
}

public sealed record AttachedLetter
{
    public required string Reference { get; init; }
    public required string FileName { get; init; }
    public required string Type { get; init; }
    public required int Size { get; init; }
    public required string Sha256 { get; init; }
}
