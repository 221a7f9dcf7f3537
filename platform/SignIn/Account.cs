using Dapper;
using Entente.Bodies;
using Entente.Shared.Data;
using Microsoft.AspNetCore.Identity;

namespace Entente.SignIn;

/// <summary>A person as the web framework's Identity knows one: the same id, with the ways to sign in.</summary>
public sealed class Account(Person person, string? passwordHash)
{
    public Person Person { get; } = person;

    public string? PasswordHash { get; set; } = passwordHash;

    /// <summary>What a passkey keeps to say whose it is. Random, and so no personal data.</summary>
    public string Id => Person.Id.ToString();
}

/// <summary>
/// Identity's view of our tables: it checks passwords (raising old hashes as it goes) and verifies passkeys through
/// this. What must happen in one transaction with a ticket or the log is written by <see cref="Credentials"/>.
/// </summary>
public sealed class AccountStore(Database database, People people) : IUserPasswordStore<Account>, IUserPasskeyStore<Account>
{
    public async Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(userId, "D", out var id) || await people.Find(id, cancellationToken) is not { } person)
            return null;
        await using var connection = await database.OpenWriter(cancellationToken);
        return new Account(person, await connection.QuerySingleOrDefaultAsync<string?>("select password_hash from sign_in.account where person = @id", new { id }));
    }

    // The user name is the id: people sign in with an e-mail address, which belongs to the bodies, or a passkey.
    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => FindByIdAsync(normalizedUserName, cancellationToken);

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Id);

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Id);

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash;
        return Task.CompletedTask;
    }

    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriter(cancellationToken);
        await connection.ExecuteAsync("update sign_in.account set password_hash = @PasswordHash where person = @Id", new { user.PasswordHash, user.Person.Id });
        return IdentityResult.Success;
    }

    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("People come from the bodies; ways to sign in are set by Credentials.");

    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A person's posts end; the record of who did what stays.");

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriter(cancellationToken);
        return await Passkeys.Of(connection, user.Person.Id);
    }

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        (await GetPasskeysAsync(user, cancellationToken)).FirstOrDefault(passkey => passkey.CredentialId.AsSpan().SequenceEqual(credentialId));

    public async Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriter(cancellationToken);
        return await Passkeys.OwnerOf(connection, credentialId) is { } owner ? await FindByIdAsync(owner.ToString(), cancellationToken) : null;
    }

    public async Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriter(cancellationToken);
        await Passkeys.Keep(connection, user.Person.Id, passkey);
    }

    public async Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriter(cancellationToken);
        await Passkeys.Remove(connection, user.Person.Id, credentialId);
    }

    public void Dispose()
    {
    }
}
