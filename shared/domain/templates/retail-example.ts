/** An invented person's data, valid for the template; `GET /schemas` shows it. */
export const retailExample = {
  profile: {
    customerNumber: '900123',
    name: 'Bo Eksempel',
    email: 'bo@mail.example',
    phone: '+45 87 65 43 21',
    createdAt: '2021-04-05T10:00:00+02:00',
    customerGroup: 'Byfamilie',
  },
  addresses: [
    {
      kind: 'delivery',
      recipient: 'Bo Eksempel',
      street: 'Prøvegade 2',
      postalCode: '5000',
      city: 'Odense C',
      country: 'DK',
    },
  ],
  orders: [
    {
      orderNumber: 'O-1001',
      orderedAt: '2025-09-01T19:30:00+02:00',
      channel: 'web',
      status: 'delivered',
      total: 549.95,
      currency: 'DKK',
      delivery: 'Pakkeshop',
    },
  ],
  orderLines: [
    {
      orderNumber: 'O-1001',
      productNumber: '77-12',
      product: 'Regnjakke',
      quantity: 1,
      unitPrice: 599.95,
      discount: 50,
      returned: false,
    },
  ],
  payments: [
    {
      orderNumber: 'O-1001',
      paidAt: '2025-09-01T19:31:00+02:00',
      method: 'card',
      amount: 549.95,
      currency: 'DKK',
      card: '****1234',
    },
  ],
  browsing: [
    {
      at: '2025-09-01T19:10:00+02:00',
      event: 'search',
      page: '/regntøj',
      search: 'regnjakke',
      device: 'Telefon',
    },
  ],
  preferences: {
    newsletter: true,
    personalOffers: false,
    language: 'da',
    size: 'L',
    interests: 'Friluftsliv',
  },
  loyalty: [
    { at: '2025-09-03T08:00:00+02:00', memberNumber: 'M-55', event: 'earned', points: 55, level: 'Sølv' },
  ],
}
