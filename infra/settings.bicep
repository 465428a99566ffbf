metadata description = 'The settings that name accounts and scopes; the README says what each means.'

@sealed()
type account = {
  @description('The secret in the vault.')
  secretName: string
}

// Sealed: a misspelt filter would widen what the target cancels.
@sealed()
type target = {
  @description('An account, or * for every one. May be left out when there is only one.')
  account: string?

  @description('Several accounts, comma-separated, in place of account.')
  accounts: string?

  @description('Contracts, comma-separated, or *.')
  contractCodes: string

  marginMode: ('isolated' | 'cross' | 'all')?

  @description('Any of plain, trigger, tpsl and trailing, comma-separated, or all.')
  orderTypes: string?

  direction: ('buy' | 'sell')?

  offset: ('open' | 'close')?
}

@export()
@description('Accounts by name: letters, digits and _, since a name becomes part of an environment variable.')
type accountSettings = {
  *: account
}

@export()
@description('Targets by name: letters, digits and _, since a name becomes part of an environment variable.')
type targetSettings = {
  *: target
}
