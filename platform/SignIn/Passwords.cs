using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Entente.SignIn;

/// <summary>How passwords are kept, and Identity's way to ask our rules.</summary>
public sealed class Passwords : IPasswordValidator<Account>
{
    // OWASP asks for more than 210,000 rounds of PBKDF2-SHA512; Identity's own default is 100,000.
    public static readonly PasswordHasherOptions Hashing = new() { IterationCount = 220_000 };

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult(PasswordRules.Complaint(password ?? "", user.Person.Name, user.Person.Email) is { } key
            ? IdentityResult.Failed(new IdentityError { Code = key, Description = key })
            : IdentityResult.Success);
}

/// <summary>What a password is compared with where there is none, so that this takes as long.</summary>
public sealed class NobodysPassword(IOptions<PasswordHasherOptions> hashing)
{
    private readonly Lazy<string> _hash = new(() => new PasswordHasher<Account>(hashing).HashPassword(null!, Token.New().Text));

    public string Hash => _hash.Value;
}
